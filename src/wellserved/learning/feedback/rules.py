"""Who is asked, which form, and which answers are a person's. Pure: facts in, verdict out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

SHORT, LONG = "short", "long"
QUIET = timedelta(days=30)  # nobody is asked twice within it
LASTS = timedelta(days=45)  # how long an answer may be given and changed
LONG_ONE_IN = 10
BURST = timedelta(seconds=60)
REFLEX = timedelta(seconds=2)
CLICKS_KEPT = 100


@dataclass(frozen=True, slots=True)
class Asking:
    """What decides whether a customer may be asked about a conversation that was just closed."""

    reachable: bool  # by mail
    personal: bool  # a person wrote, or was answered: a robot's mail that we only close is nobody's matter
    last_asked_at: datetime | None
    refused: bool = False  # they said that they do not want to be asked


@dataclass(frozen=True, slots=True)
class Click:
    """An overall answer, -2..2; `confirmed` when a button was pressed, not merely a link followed."""

    at: datetime
    comparison: int
    confirmed: bool = False


def may_be_asked(asking: Asking, at: datetime) -> bool:
    rested = asking.last_asked_at is None or at - asking.last_asked_at >= QUIET
    return asking.reachable and asking.personal and rested and not asking.refused


def form_of(closure_seq: int) -> str:
    """A tenth is asked the long form; the same closing always the same."""
    chance = int.from_bytes(sha256(f"form:{closure_seq}".encode()).digest()[:4], "big")
    return LONG if chance % LONG_ONE_IN == 0 else SHORT


def looks_like_a_scanner(clicks: Sequence[Click]) -> bool:
    """Whether one of these is in a burst that no person makes: several different answers at a stroke."""
    return any(_in_burst(click, clicks) for click in clicks)


def standing(clicks: Sequence[Click]) -> int | None:
    """The answer that stands: the latest one that is not a scanner's; None if there is none."""
    persons = [click for click in clicks if click.confirmed or not _in_burst(click, clicks)]
    return max(persons, key=lambda click: click.at).comparison if persons else None


def _in_burst(click: Click, clicks: Sequence[Click]) -> bool:
    def answers_within(span: timedelta) -> int:
        near = (c for c in clicks if not c.confirmed and abs(c.at - click.at) <= span)
        return len({c.comparison for c in near})

    return not click.confirmed and (answers_within(REFLEX) >= 2 or answers_within(BURST) >= 3)
