"""Following a journal whose numbers may become visible out of order.

PostgreSQL hands out a number at the insert and shows it at the commit, so 8 can be seen before 7. A number that
is skipped is asked for again until it shows up or nobody can be holding it any more.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

PATIENCE_SECONDS = 120.0  # longer than any transaction that writes to the journal
WIDEST_GAP = 5000


@dataclass
class Tail:
    """`high` is the highest number seen; `missing` the skipped ones, with when (in seconds) each was first missed."""

    high: int
    missing: dict[int, float] = field(default_factory=dict)

    def take(self, numbers: Iterable[int], at: float) -> set[int]:
        """Those of the numbers just read that were not seen before; call it with all that were read."""
        fresh: set[int] = set()
        for number in sorted(numbers):
            if number > self.high:
                skipped = range(max(self.high + 1, number - WIDEST_GAP), number)
                self.missing.update(dict.fromkeys(skipped, at))
                self.high = number
                fresh.add(number)
            elif number in self.missing:
                del self.missing[number]
                fresh.add(number)
        self.missing = {n: since for n, since in self.missing.items() if at - since < PATIENCE_SECONDS}
        return fresh

    @property
    def asked_again(self) -> Collection[int]:
        """What to read besides everything above `high`."""
        return self.missing.keys()

    @property
    def complete_to(self) -> int:
        """Everything up to this number has been seen; a reader that has it may resume from it and miss nothing."""
        return min(self.missing) - 1 if self.missing else self.high
