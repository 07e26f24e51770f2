"""Who is asked, which form, and which answers are a person's. Pure: facts in, verdict out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256

SHORT, LONG = "short", "long"
CLOSING, CALL, VISIT, CHAT = "closing", "call", "visit", "chat"  # after what somebody is asked
QUIET = timedelta(days=30)  # nobody is asked twice within it
LASTS = timedelta(days=45)  # how long an answer may be given and changed
LONG_ONE_IN = 10
BURST = timedelta(seconds=60)
REFLEX = timedelta(seconds=2)
CLICKS_KEPT = 100


@dataclass(frozen=True, slots=True)
class Asking:
    """What decides whether a customer may be asked about a conversation, or a contact in it, that is over."""

    reachable: bool  # by mail
    personal: bool  # a person came, called, wrote or was answered: a robot's mail that we close is nobody's matter
    last_asked_at: datetime | None
    refused: bool = False  # they said that they do not want to be asked
    asked_this_month: int = 0  # at the site; of a survey with a quota of its own, only about that


@dataclass(frozen=True, slots=True)
class Pace:
    """How often the house asks: never the same person within `quiet`, a share (0..1) of those who may be asked,
    and no more than `site_quota` per site and month."""

    quiet: timedelta = QUIET
    share: float = 1.0
    site_quota: int | None = None

    def own(self, share: float | None, site_quota: int | None) -> "Pace":
        """That of a survey which says its own of them; how long a person rests is the house's alone."""
        return replace(
            self,
            share=self.share if share is None else share,
            site_quota=self.site_quota if site_quota is None else site_quota,
        )


@dataclass(frozen=True, slots=True)
class Click:
    """An answer to the first question, by its number; `confirmed` when a button was pressed, not a link followed."""

    at: datetime
    choice: int
    confirmed: bool = False


def may_be_asked(asking: Asking, at: datetime, pace: Pace = Pace()) -> bool:
    rested = asking.last_asked_at is None or at - asking.last_asked_at >= pace.quiet
    room = pace.site_quota is None or asking.asked_this_month < pace.site_quota
    return asking.reachable and asking.personal and rested and room and not asking.refused


@dataclass(frozen=True, slots=True)
class Reminding:
    """What decides whether somebody who has not answered is asked once more."""

    expires_at: datetime
    over: bool  # what they were asked about still is
    reachable: bool
    refused: bool


def may_be_reminded(reminding: Reminding, at: datetime) -> bool:
    return at < reminding.expires_at and reminding.over and reminding.reachable and not reminding.refused


def is_drawn(lot: int | str, share: float) -> bool:
    """Whether this closing (or contact) is among the share that is asked; the same lot always alike."""
    return _chance("share", lot) < share


def form_of(closure_seq: int) -> str:
    """A tenth is asked the long form; the same closing always the same."""
    return LONG if _draw("form", closure_seq) % LONG_ONE_IN == 0 else SHORT


def _draw(what: str, lot: int | str) -> int:
    return int.from_bytes(sha256(f"{what}:{lot}".encode()).digest()[:4], "big")


def _chance(what: str, lot: int | str) -> float:
    """From 0 up to 1, without it."""
    return _draw(what, lot) / 2**32


def looks_like_a_scanner(clicks: Sequence[Click]) -> bool:
    """Whether one of these is in a burst that no person makes: several different answers at a stroke."""
    return any(_in_burst(click, clicks) for click in clicks)


def standing(clicks: Sequence[Click]) -> int | None:
    """The answer that stands: the latest one that is not a scanner's; None if there is none."""
    persons = [click for click in clicks if click.confirmed or not _in_burst(click, clicks)]
    return max(persons, key=lambda click: click.at).choice if persons else None


def _in_burst(click: Click, clicks: Sequence[Click]) -> bool:
    def answers_within(span: timedelta) -> int:
        near = (c for c in clicks if not c.confirmed and abs(c.at - click.at) <= span)
        return len({c.choice for c in near})

    return not click.confirmed and (answers_within(REFLEX) >= 2 or answers_within(BURST) >= 3)
