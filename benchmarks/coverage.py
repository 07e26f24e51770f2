"""`python -m benchmarks.coverage [--runs 2000] [--only WORDS]`: intervals that miss, tests that cry wolf.

How often the intervals of measures miss the truth, and how often the tests see what is not there: both must happen as
often as they say, most of them in 5 %, give or take two standard errors. Some are careful by their nature and miss
less often; their cases say why.
"""

import argparse
import sys

from benchmarks.frame import Figure, report
from benchmarks.simulated import changes, drivers, judges, places, scores
from benchmarks.simulated.case import simulate

ROOMS = (scores, drivers, judges, places, changes)


def main(runs: int, only: str = "") -> bool:
    figures = []
    for case in (case for room in ROOMS for case in room.CASES if only in case.name):
        found = simulate(case, runs)
        ends = {"at_most": round(found.at_most, 2), "at_least": round(found.at_least, 2)}
        figures.append(Figure(case.name, found.percent, f"% of {found.told:,}", **ends))
    return report("coverage", figures)


if __name__ == "__main__":
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--runs", type=int, default=2000, help="how often each is simulated")
    words.add_argument("--only", default="", help="what the name of a case must contain")
    sys.exit(not main(**vars(words.parse_args())))
