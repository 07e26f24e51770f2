"""Pages of figures over ten million measurements, a million conversations and 200,000 answers: milliseconds each.

Three years are filled in by plain SQL: the sums as a busy house of six sites leaves them, and single answers and
measurements behind them. Where counting is feasible the house makes the sums itself from single facts, and they are
held against the plain recount.

`--size 0.1` fills a tenth.
"""

import argparse
import statistics
import sys
import time
from datetime import timedelta
from typing import Any

from benchmarks.frame import Figure, database_name, fresh_house, report
from benchmarks.inbox import PAGES, counted, visitor
from benchmarks.recount import RECOUNTED, recount
from benchmarks.years import END, filled, world

PERIODS = {"three months": 91, "a year": 364}
ROUNDS = 1  # of several pages each


def main(size: float) -> bool:
    with fresh_house():
        from django.conf import settings

        settings.ALLOWED_HOSTS = ["testserver"]
        owner = world()
        wrong = recount(owner)
        seconds = time.perf_counter()
        rows = filled(size)
        seconds = time.perf_counter() - seconds
        figures = [
            Figure(f"of the sums of {RECOUNTED:,} facts, those that are not the recount's", wrong, at_most=0),
            Figure("rows of sums that were filled in", rows),
            Figure("in", seconds, "s"),
        ]
        for name, limit in pages().items():
            for period, days in PERIODS.items():
                start = END - timedelta(days=days - 1)
                took, queries = measured(owner, f"{name}start={start}&end={END}")
                page = name.split("quality/")[-1].rstrip("?&")
                figures.append(Figure(f"{page or 'overview'} of {period} ({queries} queries)", took, "ms", limit))
        return report("figures", figures)


def pages() -> dict[str, float]:
    """Addresses, and within how many milliseconds at the server."""
    return {
        "/office/quality/?": 300,
        "/office/quality/gaps/?": 500,
        "/office/quality/gaps/?by=staff&": 500,
        "/office/quality/consistency/?": 500,
        "/office/quality/consistency/?by=staff&": 500,
        "/office/quality/drivers/?": 500,
    }


def measured(owner: Any, url: str) -> tuple[float, int]:
    """Median milliseconds of a page through all middleware when the process is warm, and its queries.

    On SQLite of this process's CPU, which other work on the machine disturbs little; on PostgreSQL of the clock.
    """
    ask = visitor(owner, url)
    queries = counted(ask)
    clock = time.process_time if database_name() == "SQLite" else time.perf_counter
    took = []
    for _ in range(ROUNDS):
        begun = clock()
        ask()
        took.append((clock() - begun) / PAGES)
    return 1000 * statistics.median(took), queries


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", type=float, default=1.0)
    sys.exit(0 if main(parser.parse_args().size) else 1)
