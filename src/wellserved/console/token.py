"""A token for a program that acts as one colleague."""

import argparse
import sys

SUMMARY = "print an API token that acts as a colleague"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("email", metavar="EMAIL", help="the colleague's address")


def run(options: argparse.Namespace) -> int:
    import django

    django.setup()
    from wellserved.ground import clock
    from wellserved.ground.accounts import actions, reads

    staff = reads.colleague_by_email(options.email)
    if staff is None:
        print(f"No active colleague has the address {options.email}.", file=sys.stderr)
        return 1
    print(actions.api_token(staff, at=clock.now()))
    return 0
