"""`python -m benchmarks [NAME ...]`: every benchmark, each in a process of its own; status 1 if a claim is missed."""

import json
import pkgutil
import subprocess
import sys

import benchmarks
from benchmarks.frame import RESULTS, Figure, table

NOT_BENCHMARKS = {"__main__", "archive", "floors", "frame", "letters", "recount", "rows", "simulated", "years"}


def names() -> list[str]:
    return sorted({module.name for module in pkgutil.iter_modules(benchmarks.__path__)} - NOT_BENCHMARKS)


def main(wanted: list[str]) -> int:
    unknown = set(wanted) - set(names())
    if unknown:
        print(f"There is no benchmark called {', '.join(sorted(unknown))}; there are: {', '.join(names())}.")
        return 2
    failed = []
    for old in RESULTS.glob("*.json"):
        old.unlink()
    for name in wanted or names():
        if subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False).returncode:
            failed.append(name)
    rows = []
    for path in sorted(RESULTS.glob("*.json")):
        for facts in json.loads(path.read_text())["figures"]:
            holds = facts.pop("holds")
            rows.append((path.stem, *Figure(**facts).row()))
            failed += [] if holds else [path.stem]
    print(table("All figures", rows))
    print(f"\nEach benchmark's JSON is in {RESULTS}.")
    if failed:
        print(f"Not as claimed, or not finished: {', '.join(sorted(set(failed)))}.")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
