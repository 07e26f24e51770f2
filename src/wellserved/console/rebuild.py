"""Clocks, verdicts and figures again from the journal; the house may go on serving meanwhile."""

import argparse
import sys
from functools import partial

from wellserved.console._progress import Progress

SUMMARY = "recompute clocks, measurements and figures from the journal"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--compare", action="store_true", help="change nothing; tell what differs (exit status 1)")


def run(options: argparse.Namespace) -> int:
    import django

    django.setup()
    return _compare() if options.compare else _rebuild()


def _compare() -> int:
    from wellserved.learning.insight import rebuild as figures
    from wellserved.serving.standards import rebuild as verdicts

    found = 0
    with Progress(1, sys.stderr) as bar:
        for difference in verdicts.differences(partial(_show, bar)):
            found += 1
            print(difference)
    for figure in figures.differences():
        found += 1
        print(figure)
    print(f"{found} differences." if found else "Everything is as the journal tells.", file=sys.stderr)
    return 1 if found else 0


def _rebuild() -> int:
    from wellserved.learning.insight import rebuild as figures
    from wellserved.serving.standards import rebuild as verdicts

    with Progress(1, sys.stderr) as bar:
        wrong = verdicts.rebuild(partial(_show, bar))
    figures.rebuild()
    print(f"Rebuilt; {wrong} conversations were put right.", file=sys.stderr)
    return 0


def _show(bar: Progress, done: int, of: int) -> None:
    bar.size = max(of, 1)  # known when the first batch is done
    bar.at(done, "conversations read")
