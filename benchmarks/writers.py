"""Many who write to SQLite at once: what a turn costs who is alone, and how long the unluckiest of 300 threads waits.

The cost is CPU of the smallest transaction with our connections to one with Django's own, in turns. The wait is the
longest to the mean one: in a fair line all wait about as long. PostgreSQL has its own queue and is not asked.
"""

import statistics
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from time import monotonic, process_time
from typing import Any

from benchmarks.frame import Figure, fresh_house, report

THREADS, EACH = 300, 10
ALONE, ROUNDS = 50, 9
DEAREST = 1.25
UNLUCKIEST = 10.0
DJANGO = "django.db.backends.sqlite3"


def main() -> bool:
    with fresh_house() as folder:
        ours, theirs = _house(folder / "ours"), _house(folder / "theirs", ENGINE=DJANGO)
        pairs = [(_alone(ours), _alone(theirs)) for _ in range(ROUNDS + 1)][1:]
        waits = _together(ours)
    return report(
        "writers",
        [
            Figure("CPU of a transaction in turn", statistics.median(o / t for o, t in pairs), "x", DEAREST),
            Figure("CPU of a transaction", 1e6 * statistics.median(o for o, _ in pairs), "us"),
            Figure(f"refused, of {THREADS} threads' {THREADS * EACH}", THREADS * EACH - len(waits), "", 0),
            Figure("the longest wait to the mean", max(waits) / statistics.mean(waits), "x", UNLUCKIEST),
            Figure("the longest wait", 1000 * max(waits), "ms"),
        ],
    )


def _house(folder: Path, **instead: str) -> Any:
    from django.db.utils import ConnectionHandler

    from wellserved.config.database import database

    folder.mkdir()
    house = ConnectionHandler({"default": database("", folder, 4) | instead})
    with house["default"].cursor() as cursor:
        cursor.execute("CREATE TABLE word (said TEXT)")
    return house


def _alone(house: Any) -> float:
    """CPU seconds of one transaction."""
    begun = process_time()
    for _ in range(ALONE):
        _write(house["default"])
    return (process_time() - begun) / ALONE


def _together(house: Any) -> list[float]:
    """How long each transaction took, in seconds, of those that were not refused."""
    from django.db import Error

    ready = Barrier(THREADS)

    def write(_: int) -> list[float]:
        connection, took = house["default"], []
        connection.ensure_connection()
        ready.wait()
        for _ in range(EACH):
            begun = monotonic()
            try:
                _write(connection)
            except Error:
                continue
            took.append(monotonic() - begun)
        connection.close()
        return took

    with ThreadPoolExecutor(THREADS) as pool:
        return [one for took in pool.map(write, range(THREADS)) for one in took]


def _write(connection: Any) -> None:
    """As `atomic` does it."""
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO word VALUES (%s)", ["Good morning"])
    connection.commit()
    connection.set_autocommit(True)


if __name__ == "__main__":
    sys.exit(not main())
