"""300 standards: what one more entry costs, with a thousand and with a million clocks that run; and random histories.

The histories are those of the engine's own tests, of 60 standards of all kinds: live must equal rebuilt in each.
"""

import sys
import time
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from benchmarks.frame import Figure, cpu_seconds, fresh_house, report

FEW, MANY = 1_000, 1_000_000
AT = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
MATTERS = 150
HISTORIES = 10_000


def main() -> bool:
    with fresh_house():
        from benchmarks.clocks import fill_clocks
        from benchmarks.inbox import world

        of = world()
        with_four = _cost(of, 0)
        three_hundred(AT - timedelta(days=1))
        _cost(of, 1)
        fill_clocks(0, FEW)
        few = min(_cost(of, turn) for turn in range(2, 5))
        fill_clocks(FEW, MANY)
        many = min(_cost(of, turn) for turn in range(5, 8))
        wrong, seconds = _histories()
    return report(
        "standards",
        [
            Figure("CPU of a message and its answer, 300 standards, 1,000,000 clocks", many * 1000, "ms"),
            Figure("the same with 1,000 clocks", few * 1000, "ms"),
            Figure("ratio", many / few, at_most=1.2),
            Figure("without any standard", with_four * 1000, "ms"),
            Figure(
                f"of {HISTORIES:,} random histories with 60 standards, where live is not rebuilt", wrong, at_most=0
            ),
            Figure("CPU of these", seconds, "s"),
        ],
    )


def three_hundred(at: datetime) -> None:
    """Three that hold for e-mail everywhere, and 297 of other channels, sites and moments."""
    from wellserved.ground.journal.actor import SYSTEM
    from wellserved.serving.standards.actions import add_standard

    for n in range(300):
        kind = ("first reply", "next reply", "resolution")[n % 3]
        rule: dict[str, Any] = {"kind": kind, "within": "4 h", "hours": "always"}
        where: dict[str, Any] = {"channels": ["email"]} if n < 3 else {"sites": [1000 + n]}
        if n >= 150:
            rule, where = {"kind": "time to", "from": "arrived", "to": "greeted", "within": "60 s"}, {}
        add_standard(f"standard-{n}", statement=f"Standard {n}", rule=rule, by=SYSTEM, at=at, **where)


def _cost(of: dict[str, Any], turn: int) -> float:
    """CPU seconds of one question and its answer, through the actions."""
    from wellserved.ground.journal.actor import staff
    from wellserved.serving.conversations import actions
    from wellserved.serving.conversations.rules import Incoming

    mail = Incoming("email", "guest@bench.example", "Is there breakfast?", "Breakfast")
    at = AT + timedelta(hours=turn)

    def serve() -> None:
        for n in range(MATTERS):
            moment = at + timedelta(seconds=n)
            matter, _ = actions.open(mail, customer=of["guest"], site=of["place"], at=moment)
            actions.say(matter, "From seven.", by=staff(2), at=moment + timedelta(seconds=1))

    return cpu_seconds(serve) / MATTERS


def _histories() -> tuple[int, float]:
    from wellserved.serving.standards.intended import Intended
    from wellserved.serving.standards.tests.histories import RULES, Shelf, disagreements, invented, lived, terms_of

    book = Shelf(Intended(terms_of((RULES * 3)[:56])))
    assert len(book.terms) == 60
    begun, wrong = time.process_time(), 0
    for seed in range(HISTORIES):
        chance = Random(seed)
        house = lived(invented(chance, 25), {chance.randrange(25) for _ in range(4)}, book)
        wrong += bool(disagreements(house))
    return wrong, time.process_time() - begun


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
