"""Kinds of work that tests hand out: one that notes its payload, and ones that fail."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from wellserved.ground.jobs import registry

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


class Notebook:
    """What ran, in order; `trouble` is raised instead while there is any."""

    def __init__(self) -> None:
        self.ran: list[Any] = []
        self.trouble: Exception | None = None

    def note(self, payload: dict[str, Any]) -> None:
        if self.trouble:
            raise self.trouble
        self.ran.append(payload.get("what"))


@pytest.fixture
def notebook() -> Iterator[Notebook]:
    """Registered as `test.note`, and every hour as `test.hourly`."""
    book = Notebook()
    run = book.note
    registry.register("test.note", run)
    registry.register("test.hourly", run, every=timedelta(hours=1))
    yield book
    for kind in ("test.note", "test.hourly"):
        del registry._works[kind]
