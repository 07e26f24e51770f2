"""The whole house in one file, taken while it runs."""

import argparse
import os
import sys
from pathlib import Path

SUMMARY = "write database, files and keys into one file, while the house runs"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="such as linden.tar or linden.tar.gz")


def run(options: argparse.Namespace) -> int:
    from django.conf import settings

    from wellserved.ground import clock
    from wellserved.processes.backup import Impossible, back_up

    try:
        size = back_up(settings.DATA, settings.DATABASES["default"], options.file.absolute(), clock.now())
    except (Impossible, OSError) as reason:
        print(reason, file=sys.stderr)
        return os.EX_CANTCREAT
    print(
        f"{options.file}: {size / 1e6:.1f} MB. It holds the keys and all mail of the house: keep it as safe as these."
    )
    return os.EX_OK
