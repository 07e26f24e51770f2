"""A house from a backup, into an empty data folder (and an empty PostgreSQL database)."""

import argparse
import os
import sys
from pathlib import Path

SUMMARY = "make an empty data folder the house of a backup"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path)


def run(options: argparse.Namespace) -> int:
    from wellserved.config.database import database
    from wellserved.config.environment import read
    from wellserved.processes.backup import Impossible, restore

    # Not Django's settings: they would make keys, and the folder must be empty.
    environment = read()
    target = database(environment["DATABASE_URL"], environment.data, environment.number("WELLSERVED_THREADS"))
    try:
        made_at = restore(options.file.absolute(), environment.data, target)
    except (Impossible, OSError) as reason:
        print(reason, file=sys.stderr)
        return os.EX_DATAERR
    print(f"{environment.data} is the house as it was at {made_at}. `wellserved run` starts it.")
    return os.EX_OK
