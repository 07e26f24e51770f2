"""Mail's doors are killed (-9) at random moments: `python -m benchmarks.kills --times 200 --seed 1`.

The four ways of tests/kills in equal shares, on a disk that really waits for its writes. Ends with an AssertionError
if anything was lost or doubled.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from benchmarks.frame import Figure, report, table

TIMES = 20


def main(times: int = TIMES, seed: int = 1) -> bool:
    from tests.kills.sending import Sending
    from tests.kills.storing import Fetching, Listening, Piping
    from tests.kills.way import Way

    begun, kinds, ways = time.monotonic(), (Fetching, Listening, Piping, Sending), list[Way]()
    for number, kind in enumerate(kinds):
        with _ground() as ground:
            way = kind(ground, Random(seed * 100 + number))
            way.walk(times // len(kinds))
        ways.append(way)
    head = ("way", "kills", "in a transaction", "with nothing left to do", "mails", "in SMTP's own window: twice")
    facts = [(w.kills, w.kills_in_transactions, w.kills_too_late, w.count, w.doubled) for w in ways]
    print(table("kills", [head, *((w.name, *map(str, row)) for w, row in zip(ways, facts, strict=True))]))
    kills, inside, _, _, twice = map(sum, zip(*facts, strict=True))
    return report(
        "kills",
        [
            Figure("kills", kills),
            Figure("of them inside a transaction", inside),
            Figure("mails lost", 0, at_most=0),
            Figure("mails stored twice", 0, at_most=0),
            Figure("mails sent twice outside SMTP's own window", 0, at_most=0),
            Figure("mails sent twice inside it, with the same Message-ID", twice),
            Figure("it took", time.monotonic() - begun, "s"),
        ],
    )


@contextmanager
def _ground() -> Iterator["Ground"]:
    from tests.email.dovecot import Dovecot
    from tests.email.peer import Peer
    from tests.kills.ground import Ground
    from tests.processes.conftest import Database, House, end

    database = Database()
    with tempfile.TemporaryDirectory(prefix="wellserved-bench-") as name, database:
        places = Path(name) / "house", Path(name) / "dovecot"
        for place in (Path(name), *places):
            place.mkdir(exist_ok=True)
            place.chmod(0o755)  # Dovecot's own user must get through
        house, dovecot, peer = House(places[0], database.url), Dovecot(places[1]), Peer()
        prepared = house.wellserved("prepare", patience_seconds=600)
        assert prepared.returncode == 0, prepared.stderr
        dovecot.start()
        peer.start()
        try:
            yield Ground(house, dovecot, peer)
        finally:
            peer.stop()
            dovecot.stop()
            for process in house.started:
                end(process)


if __name__ == "__main__":
    from tests.kills.ground import Ground

    parser = argparse.ArgumentParser(prog="python -m benchmarks.kills", description=__doc__)
    parser.add_argument("--times", type=int, default=TIMES)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    sys.exit(not main(options.times, options.seed))
