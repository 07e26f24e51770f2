"""Taking in a mail, against the floor: Python's own parse, and the very same rows written by the plain driver.

Each round, the house receives mails, one durable transaction each; then the floor parses the same mails and inserts
the rows that the house wrote into other tables of the same schema (indexes included), one durable transaction each as
well. What the house changed rather than inserted is not asked of the floor.
"""

import statistics
import sys
from datetime import UTC, datetime
from random import Random
from typing import Any

from benchmarks.floors import floor_of
from benchmarks.frame import Figure, fresh_house, report
from benchmarks.letters import letter

AT = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
MAILS = 120  # a round
ROUNDS = 5
TIMES_THE_FLOOR = 4.0


def main() -> bool:
    with fresh_house() as folder:
        mailbox = world()
        floor = floor_of(folder)
        rng = Random(7)
        house_seconds, floor_seconds = [], []
        for number in range(ROUNDS):
            mails = [letter(number * MAILS + one, rng) for one in range(MAILS)]
            marks = floor.marks()
            begun = floor.cpu_seconds()
            _receive(mailbox, mails)
            house_seconds.append((floor.cpu_seconds() - begun) / MAILS)
            rows = floor.rows_since(marks)
            begun = floor.cpu_seconds()
            floor.take(mails, rows)
            floor_seconds.append((floor.cpu_seconds() - begun) / MAILS)
        pairs = list(zip(house_seconds, floor_seconds, strict=True))[1:]  # the first round warms up
        written = sum(len(listed) for listed in rows.values()) / MAILS
        return report(
            "intake",
            [
                Figure(
                    "CPU of a mail to the floor", statistics.median(h / f for h, f in pairs), "x", TIMES_THE_FLOOR
                ),
                Figure("taking in a mail", 1000 * statistics.median(h for h, _ in pairs), "ms CPU"),
                Figure("the floor", 1000 * statistics.median(f for _, f in pairs), "ms CPU"),
                Figure("rows a mail", written),
            ],
        )


def world() -> Any:
    """A house with a hotel, its hours, the starter standards and one mailbox."""
    from wellserved.ground.accounts.actions import add_site, found_house
    from wellserved.ground.hours.actions import set_hours
    from wellserved.ground.hours.notation import WEEKDAYS
    from wellserved.ground.journal.actor import SYSTEM
    from wellserved.serving.channels.email.actions import add_mailbox
    from wellserved.serving.standards.starter import add_starter

    early = AT.replace(month=1)
    found_house("Linden Group", time_zone="Europe/London", at=early)
    site = add_site("Linden House", time_zone="Europe/London", at=early)
    set_hours(site, weekly={day: [["08:00", "22:00"]] for day in WEEKDAYS}, holidays={}, by=SYSTEM, at=early)
    add_starter(by=SYSTEM, at=early)
    return add_mailbox("hello@linden.example", name="Linden House", site=site, at=early)


def _receive(mailbox: Any, mails: list[bytes]) -> None:
    from wellserved.serving.channels.email import actions

    for raw in mails:
        mail = actions.receive(mailbox, raw, via="smtp", at=AT)
        assert mail.state == "taken in", mail.reason


if __name__ == "__main__":
    sys.exit(not main())
