"""A token for a program that acts as one colleague."""

import argparse
import sys

SUMMARY = "print an API token that acts as a colleague, or revoke theirs"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("email", metavar="EMAIL", help="the colleague's address")
    parser.add_argument("--revoke", action="store_true", help="every token of theirs opens nothing from now on")


def run(options: argparse.Namespace) -> int:
    import django

    django.setup()
    from wellserved.ground import clock
    from wellserved.ground.accounts import actions, reads
    from wellserved.ground.journal.actor import SYSTEM

    staff = reads.colleague_by_email(options.email)
    if staff is None:
        print(f"No active colleague has the address {options.email}.", file=sys.stderr)
        return 1
    if options.revoke:
        revoked = [actions.revoke_token(token, by=SYSTEM, at=clock.now()) for token in reads.tokens_of(staff)]
        print(f"{sum(revoked)} revoked.")
        return 0
    print(actions.api_token(staff, at=clock.now()))
    return 0
