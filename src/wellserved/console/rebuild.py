"""Clocks, verdicts and figures again from the journal; the house may go on serving meanwhile."""

import argparse
import sys

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
    for difference in (*verdicts.differences(_progress), *figures.differences()):
        found += 1
        print(difference)
    print(f"{found} differences." if found else "Everything is as the journal tells.", file=sys.stderr)
    return 1 if found else 0


def _rebuild() -> int:
    from wellserved.learning.insight import rebuild as figures
    from wellserved.serving.standards import rebuild as verdicts

    wrong = verdicts.rebuild(_progress)
    figures.rebuild()
    print(f"Rebuilt; {wrong} conversations were put right.", file=sys.stderr)
    return 0


def _progress(done: int, of: int) -> None:
    if sys.stderr.isatty():
        print(f"\r  {100 * done // max(of, 1):3} %", end="\n" if done == of else "", file=sys.stderr, flush=True)
