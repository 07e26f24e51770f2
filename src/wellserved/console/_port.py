"""A port as it is typed: refused where it was typed, and not later in another's name."""

import argparse


def port(typed: str) -> int:
    """1 to 65535, for argparse."""
    if typed.isascii() and typed.isdigit() and 0 < int(typed) < 2**16:
        return int(typed)
    raise argparse.ArgumentTypeError(f"a port is a number from 1 to 65535, not {typed!r}")
