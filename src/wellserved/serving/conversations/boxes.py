"""The lists of the inbox: which conversations are in which, and in what order. Pure; the keys come from outside."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Box:
    """`by_due` lists what is due first; the others what moved last."""

    key: str
    statuses: tuple[str, ...]
    whose: Literal["anybody", "mine", "nobody"] = "anybody"
    by_due: bool = False

    @property
    def column(self) -> str:
        return "next_due_at" if self.by_due else "latest_at"


BOXES = {
    box.key: box
    for box in (
        Box("mine", ("open", "waiting"), whose="mine"),
        Box("unassigned", ("open",), whose="nobody"),
        Box("due", ("open", "waiting"), by_due=True),
        Box("open", ("open",)),
        Box("waiting", ("waiting",)),
        Box("closed", ("closed",)),
        Box("all", ("open", "waiting", "closed")),
    )
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page ends: the next one begins after this row, wherever it has moved to in the meantime."""

    at: datetime
    id: int

    def __str__(self) -> str:
        return f"{(self.at - EPOCH) // MICROSECOND}-{self.id}"

    @classmethod
    def read(cls, text: str | None) -> "Place | None":
        """The place that `str` wrote; None for anything else."""
        micros, dash, id = (text or "").partition("-")
        if not (dash and micros.isascii() and micros.isdigit() and id.isascii() and id.isdigit()):
            return None
        if len(micros) > 17 or len(id) > 18:
            return None
        return cls(EPOCH + int(micros) * MICROSECOND, int(id))
