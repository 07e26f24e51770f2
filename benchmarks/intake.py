"""Taking in a mail, against the floor: Python's own parse, and the very same rows written by plain sqlite3.

Each round, the house receives mails, one durable transaction each; then the floor parses the same mails and inserts
the rows that the house wrote into another database of the same schema (indexes and triggers included), one durable
transaction each as well. What the house changed rather than inserted is not asked of the floor.
"""

import hashlib
import sqlite3
import statistics
import sys
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.frame import Figure, cpu_seconds, database_name, fresh_house, report
from benchmarks.letters import letter

AT = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
MAILS = 120  # a round
ROUNDS = 8
TIMES_THE_FLOOR = 4.0
HEADERS = ("from", "to", "cc", "subject", "date", "message-id", "in-reply-to", "references")

Rows = dict[str, list[tuple[Any, ...]]]


def main() -> bool:
    if database_name() != "SQLite":
        print("intake: its floor is SQLite's; nothing to compare on PostgreSQL.")
        return True
    with fresh_house() as folder:
        mailbox = world()
        floor = Floor(folder)
        rng = Random(7)
        house_seconds, floor_seconds = [], []
        for number in range(ROUNDS):
            mails = [letter(number * MAILS + one, rng) for one in range(MAILS)]
            marks = floor.marks()
            house_seconds.append(cpu_seconds(lambda mails=mails: _receive(mailbox, mails)) / MAILS)  # type: ignore[misc]
            rows = floor.rows_since(marks)
            floor_seconds.append(cpu_seconds(lambda mails=mails, rows=rows: floor.take(mails, rows)) / MAILS)  # type: ignore[misc]
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


class Floor:
    """The least that could be done with a mail."""

    def __init__(self, folder: Path) -> None:
        self.house = sqlite3.connect(folder / "wellserved.sqlite3")
        self.own = sqlite3.connect(folder / "floor.sqlite3", isolation_level=None)
        self.house.backup(self.own)
        self.own.execute("PRAGMA journal_mode=WAL")
        self.own.execute("PRAGMA synchronous=FULL")
        self.own.execute("PRAGMA mmap_size=268435456")
        self.own.execute("PRAGMA cache_size=-32000")
        self.tables = list(self._tables())

    def marks(self) -> dict[str, int]:
        """How far each table of the house is."""
        return {
            name: self.house.execute(f'SELECT max(rowid) FROM "{name}"').fetchone()[0] or 0 for name in self.tables
        }

    def rows_since(self, marks: dict[str, int]) -> Rows:
        found = {
            name: self.house.execute(f'SELECT * FROM "{name}" WHERE rowid > ? ORDER BY rowid', [mark]).fetchall()
            for name, mark in marks.items()
        }
        return {name: rows for name, rows in found.items() if rows}

    def take(self, mails: list[bytes], rows: Rows) -> None:
        """Parse each mail, and write its share of the rows durably."""
        orders = {
            name: f'INSERT INTO "{name}" VALUES ({",".join("?" * len(listed[0]))})' for name, listed in rows.items()
        }
        for number, raw in enumerate(mails):
            _parse(raw)
            hashlib.sha256(raw).hexdigest()
            zlib.compress(raw, 1)
            self.own.execute("BEGIN IMMEDIATE")
            for name, listed in rows.items():
                share = listed[len(listed) * number // len(mails) : len(listed) * (number + 1) // len(mails)]
                for row in share:
                    self.own.execute(orders[name], row)
            self.own.execute("COMMIT")

    def _tables(self) -> Iterator[str]:
        """Tables with rows of their own: no virtual ones, nor what those keep theirs in."""
        names = [row[0] for row in self.house.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        virtual = [
            row[0] for row in self.house.execute("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL%'")
        ]
        for name in names:
            inside = any(name == one or name.startswith(f"{one}_") for one in virtual)
            if not inside and not name.startswith(("sqlite_", "django_")):
                yield name


def _parse(raw: bytes) -> list[Any]:
    """What anybody would want of a mail, by the standard library."""
    mail = message_from_bytes(raw, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    found: list[Any] = [str(mail[name] or "") for name in HEADERS]
    for kind in ("plain", "html"):
        body = mail.get_body((kind,))
        found.append(body.get_content() if body else "")
    found += [part.get_content() for part in mail.iter_attachments()]
    return found


if __name__ == "__main__":
    sys.exit(not main())
