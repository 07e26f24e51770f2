"""`wellserved export FOLDER`: verdicts and answers as Parquet files, a file a day; run again, it goes on."""

import argparse
import os
import sys
from datetime import date
from pathlib import Path

SUMMARY = "write what was measured and answered as Parquet files, for free questions"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="made if it is not there")
    parser.add_argument("--again", action="store_true", help="every day anew, not only new days and the last 35")
    parser.add_argument(
        "--compare", action="store_true", help="count the files again and tell what the figures say otherwise"
    )


def run(options: argparse.Namespace) -> int:
    import django

    django.setup()
    try:
        import ibis  # noqa: F401
        import pyarrow  # noqa: F401
    except ImportError:
        print("wellserved export: this needs pyarrow and Ibis; `make .venv/export` installs them.", file=sys.stderr)
        return os.EX_UNAVAILABLE
    _export(options.folder, options.again)
    return _compare(options.folder) if options.compare else os.EX_OK


def _export(folder: Path, again: bool) -> None:
    from wellserved.learning.export import files, reads

    for table in (reads.MEASUREMENTS, reads.ANSWERS):
        oldest = reads.first_day(table)
        if oldest is None:
            print(f"{table}: nothing yet", file=sys.stderr)
            continue
        start = oldest if again else files.begin_at(folder, table, oldest)
        days = rows = 0
        for _, number in files.write(folder, table, reads.rows(table, start)):
            days, rows = days + 1, rows + number
        print(f"{table}: {rows:,} rows of {days:,} days", file=sys.stderr)


def _compare(folder: Path) -> int:
    from wellserved.learning.export.recount import differences

    found = differences(folder, date.min, date.max)
    for difference in found:
        print(difference)
    print(f"{len(found)} differences." if found else "The figures are as counted.", file=sys.stderr)
    return 1 if found else os.EX_OK
