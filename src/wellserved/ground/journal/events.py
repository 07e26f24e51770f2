"""The base of all events. An event is a frozen fact in the past tense that holds ids and measures only."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, ClassVar

from wellserved.ground.journal.actor import Actor

KINDS: dict[str, type["Event"]] = {}
HEAD = frozenset({"at", "by", "conversation_id", "customer_id", "site_id", "seq"})


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened `at`, done `by`. `seq` is its number in the journal, 0 until recorded."""

    at: datetime
    by: Actor
    conversation_id: int | None = None
    customer_id: int | None = None
    site_id: int | None = None
    seq: int = 0

    kind: ClassVar[str] = ""

    def __init_subclass__(cls) -> None:
        cls.kind = cls.__name__
        if cls.kind in KINDS and KINDS[cls.kind].__module__ != cls.__module__:
            raise TypeError(f"two events are called {cls.kind}")
        KINDS[cls.kind] = cls

    def measures(self) -> dict[str, Any]:
        """What this kind of event holds besides the head; JSON-ready."""
        names = (field.name for field in fields(self) if field.name not in HEAD)
        return {name: getattr(self, name) for name in names}


def decode(kind: str, head: dict[str, Any], measures: dict[str, Any]) -> Event:
    """The event an entry tells of; KeyError for a kind, TypeError for a key that nobody declared."""
    return KINDS[kind](**head, **measures)
