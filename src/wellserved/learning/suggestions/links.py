"""The links of who supports a suggestion. Until an address is confirmed, its own link is all that knows it."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime

from django.core.signing import BadSignature, Signer

from wellserved.ground.customers.reads import standing_for
from wellserved.ground.safety.vault import Unopenable, open_sealed, seal
from wellserved.learning.suggestions.rules import CONFIRMABLE_FOR

PURPOSE = "support"
_hearing = Signer(salt="wellserved.suggestions.hearing", sep=".")


@dataclass(frozen=True, slots=True)
class Wish:
    """That whoever reads this address hears of the suggestion; `voice` is their browser's fingerprint."""

    suggestion_id: int
    address: str
    voice: str


def wish_token(wish: Wish, at: datetime) -> str:
    """Sealed, since an address has no place in the log of any server on its way."""
    told = [PURPOSE, wish.suggestion_id, wish.address, wish.voice, int(at.timestamp())]
    return seal(json.dumps(told)).rstrip("=")


def wish_of(token: str, at: datetime) -> Wish | None:
    """None if it is none of ours, or older than CONFIRMABLE_FOR."""
    try:
        purpose, suggestion_id, address, voice, made = json.loads(open_sealed(token + "=" * (-len(token) % 4)))
    except (Unopenable, ValueError, TypeError):
        return None
    fresh = at - CONFIRMABLE_FOR <= datetime.fromtimestamp(made, UTC)
    return Wish(suggestion_id, address, voice) if purpose == PURPOSE and fresh else None


def hearing_token(customer_id: int) -> str:
    """The way to the page on which they hear of suggestions, or no more. It opens nothing else, and never expires."""
    return _hearing.sign(str(customer_id))


def who_hears(token: str) -> int | None:
    """The id of the customer whose token it is; None when it is forged."""
    try:
        return standing_for(int(_hearing.unsign(token)))
    except (BadSignature, ValueError):
        return None
