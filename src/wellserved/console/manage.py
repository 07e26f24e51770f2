"""Django's own commands, for those who develop Wellserved."""

import argparse

SUMMARY = "Django's management commands (for developers)"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", nargs=argparse.REMAINDER)


def run(options: argparse.Namespace) -> None:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["wellserved manage", *options.words])
