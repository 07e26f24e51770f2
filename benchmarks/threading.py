"""Where does a reply belong? With 10,000 and with 1,000,000 stored messages, and in a matter of 5,000 messages.

CPU is this process's and, on PostgreSQL, its server process's. A house of N messages has N / 10 conversations of as
many customers, half of the messages theirs.
"""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any
from zlib import compress

from benchmarks.frame import Figure, fresh_house, report
from benchmarks.rows import analyse, fill, minutes

FEW, MANY = 10_000, 1_000_000
EACH = 10  # messages a conversation
LONG = 5_000  # messages of the longest one
REPLIES, ROUNDS = 20, 9
AT = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
MOST_GROWN = 1.3
WAYS = ("token", "references", "subject")


def main(few: int = FEW, many: int = MANY) -> bool:
    with fresh_house():
        house = House()
        house.grow(few)
        small = house.measured()
        house.grow(many)
        large = house.measured()
    figures = []
    for name, cost in large.items():
        figures.append(
            Figure(f"{name}, {many:,} to {few:,} messages", cost.times / small[name].times, "x", MOST_GROWN)
        )
        figures.append(Figure(name, cost.milliseconds, "ms CPU"))
    return report("threading", figures)


@dataclass(frozen=True)
class Cost:
    """`times` what fetching one message by its id costs."""

    times: float
    milliseconds: float


@dataclass
class House:
    """Message n belongs to conversation n // EACH of customer guest{n // EACH}@mail.example."""

    size: int = 0
    mailbox: Any = field(init=False)

    def __post_init__(self) -> None:
        from benchmarks.intake import world

        self.mailbox = world()

    def grow(self, size: int) -> None:
        """Up to so many messages; the first conversation is the long one."""
        from wellserved.ground.customers.models import Customer, Identity
        from wellserved.serving.channels.email.models import Outgoing, RawMail
        from wellserved.serving.conversations.models import Conversation, Message

        low, high = self.size, size
        matters = (low // EACH + 1, high // EACH + 1)  # their ids begin with 1
        began, site = minutes("n * 2"), str(self.mailbox.site_id)
        fill(Customer, *matters, name="'Guest ' || n", created_at=began)
        fill(Identity, *matters, customer_id="n", kind="'email'", value=_guest("n"), created_at=began)
        about = {"reference": "'B' || n", "channel": "'email'", "subject": "'Question ' || n", "status": "'closed'"}
        times = {"opened_at": began, "latest_at": f"CASE WHEN n % 7 = 1 THEN {_recent()} ELSE {began} END"}
        fill(Conversation, *matters, customer_id="n", site_id=site, message_count=str(EACH), **about, **times)
        into = f"CASE WHEN n < {LONG} THEN 1 ELSE n / {EACH} + 1 END"
        inbound = "n % 2 = 0"
        fill(
            Message,
            low + 1,
            high,
            conversation_id=into,
            direction=f"CASE WHEN {inbound} THEN 'inbound' ELSE 'outbound' END",
            channel="'email'",
            by_kind=f"CASE WHEN {inbound} THEN 'customer' ELSE 'staff' END",
            sender=f"CASE WHEN {inbound} THEN {_guest(into)} ELSE '' END",
            text="'A question or an answer'",
            at=minutes("n"),
        )
        half = (low // 2 + 1, high // 2)
        ours = {"mailbox_id": str(self.mailbox.id), "message_id": "n * 2"}
        kept = {
            "sha256": "'sha' || n",
            "raw": _bytes(compress(_reply(1, "subject"))),
            "size": "0",
            "via": "'smtp'",
            "state": "'taken in'",
        }
        fill(RawMail, *half, header_id="'in' || (n * 2) || '@x.example'", received_at=began, **ours, **kept)
        ours["message_id"] = "n * 2 + 1"
        to = f"'[\"' || {_guest(f'(n * 2 + 1) / {EACH} + 1')} || '\"]'"
        to = f"({to})::jsonb" if _backend() else to
        fill(Outgoing, *half, header_id="'out' || (n * 2 + 1) || '@x.example'", state="'sent'", recipients=to, **ours)
        self.size = size
        analyse()

    def measured(self) -> dict[str, Cost]:
        """What each kind of question costs."""
        from wellserved.serving.channels.email.belonging import belonging
        from wellserved.serving.channels.email.reading.parse import read
        from wellserved.serving.channels.email.thread import thread_before
        from wellserved.serving.conversations.models import Message

        found = {}
        recent = [matter for matter in range(LONG // EACH + 2, self.size // EACH) if matter % 7 == 1]
        matters = recent[:: len(recent) // REPLIES][:REPLIES]
        for way in WAYS:
            readings = [read(_reply(matter, way)) for matter in matters]
            for reading, matter in zip(readings, matters, strict=True):
                place = belonging(self.mailbox, reading, AT).conversation
                assert (place and place.id) == matter, (way, matter, place)
            found[f"a reply by {way}"] = _measured(lambda r: belonging(self.mailbox, r, AT), readings)
        strangers = [read(_reply(1, "token", sender=f"stranger{number}@x.example")) for number in range(REPLIES)]
        assert belonging(self.mailbox, strangers[0], AT).perhaps is not None
        found["a stranger's reply to a long matter"] = _measured(lambda r: belonging(self.mailbox, r, AT), strangers)
        answers = [Message.objects.get(id=matter * EACH - 1) for matter in matters]
        found["what an answer of ours goes on"] = _measured(thread_before, answers)
        found["what an answer in a long matter goes on"] = _measured(
            thread_before, [Message.objects.get(id=LONG - 1)] * REPLIES
        )
        found["taking a reply in"] = self._taking_in(matters)
        return found

    def _taking_in(self, matters: Sequence[int]) -> Cost:
        from django.db import transaction

        from wellserved.serving.channels.email import actions

        def take(raw: bytes) -> None:
            with transaction.atomic():
                mail = actions.receive(self.mailbox, raw, via="smtp", at=AT)
                assert mail.message is not None, mail.reason
                transaction.set_rollback(True)

        return _measured(take, [_reply(matter, "references") for matter in matters])


def _reply(matter: int, way: str, sender: str = "") -> bytes:
    """A mail of the customer of that conversation, which brings back its last message of ours."""
    from wellserved.serving.channels.email.tokens import token_of

    last = max(matter * EACH - 1, LONG - 1 if matter == 1 else 0)
    head = {
        "token": ("Subject: Re: x", f"In-Reply-To: <{token_of(last)}@linden.example>"),
        "references": ("Subject: Re: x", f"References: <unknown@y.example> <out{last}@x.example>"),
        "subject": (f"Subject: Re: Question {matter}", "In-Reply-To: <unknown@y.example>"),
    }[way]
    lines = [f"From: {sender or f'guest{matter}@mail.example'}", "To: hello@linden.example", *head, "", "Thank you!"]
    return "\r\n".join(lines).encode()


def _bytes(raw: bytes) -> str:
    return f"'\\x{raw.hex()}'::bytea" if _backend() else f"X'{raw.hex()}'"


def _guest(number: str) -> str:
    return f"'guest' || ({number}) || '@mail.example'"


def _recent() -> str:
    return f"'{(AT - timedelta(days=1)):%Y-%m-%d %H:%M:%S}'" + ("::timestamptz" if _backend() else "")


def _measured(act: Callable[[Any], object], given: Sequence[Any]) -> "Cost":
    """In turns with the base, so that what disturbs one round disturbs both; the first round only warms up."""
    from wellserved.serving.conversations.models import Message

    def base(number: int) -> None:
        Message.objects.get(id=LONG + number)

    rounds = [(_milliseconds(act, given), _milliseconds(base, range(REPLIES))) for _ in range(ROUNDS + 1)][1:]
    return Cost(median(mine / theirs for mine, theirs in rounds), median(mine for mine, _ in rounds))


def _milliseconds(act: Callable[[Any], object], given: Sequence[Any]) -> float:
    """Of one."""
    begun = _cpu_seconds()
    for one in given:
        act(one)
    return (_cpu_seconds() - begun) / len(given) * 1000


def _cpu_seconds() -> float:
    """Of this process and of its server process, if there is one on this machine."""
    backend = _backend()
    nanoseconds = int(Path(f"/proc/{backend}/schedstat").read_text().split()[0]) if backend else 0
    return process_time() + nanoseconds / 1e9


def _backend() -> int:
    from django.db import connection

    if connection.vendor != "postgresql":
        return 0
    connection.ensure_connection()
    return int(connection.connection.info.backend_pid)


if __name__ == "__main__":
    sys.exit(not main(*map(int, sys.argv[1:3])))
