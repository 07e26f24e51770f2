"""What it means to hand a mail over, whatever the way."""

from collections.abc import Mapping, Sequence
from typing import Protocol


class Rejected(Exception):  # noqa: N818 - a verdict
    """The server will never take this mail; `recipients` are those it refused by name, if that was the reason."""

    def __init__(self, reason: str, recipients: Sequence[str] = ()) -> None:
        super().__init__(reason)
        self.recipients = tuple(recipients)


class Partly(Exception):  # noqa: N818 - a fact
    """Some were served; `later` (address to answer) were refused for now, `never` for good."""

    def __init__(self, later: Mapping[str, str], never: Sequence[str] = ()) -> None:
        super().__init__("; ".join(f"{address}: {answer}" for address, answer in later.items()))
        self.later = later
        self.never = tuple(never)


class Transport(Protocol):
    @property
    def way(self) -> str:
        """Whom it hands mail to; "outbox" if to nobody."""

    def send(self, sender: str, recipients: Sequence[str], mail: bytes, name: str) -> Sequence[str]:
        """Hand the mail over; returns the recipients that were refused for good while others were served.

        Raises Rejected if it is hopeless, Partly if it is to go again to some of them, and anything else if it may go
        later. `name` is the same at each attempt.
        """
