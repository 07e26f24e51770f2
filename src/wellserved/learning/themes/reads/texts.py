"""The latest texts of customers: what they wrote, and the words of their answers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from wellserved.ground.accounts.models import Staff
from wellserved.learning.feedback.models import Response
from wellserved.learning.themes.models import MESSAGE, RESPONSE
from wellserved.learning.themes.signatures import without_signature
from wellserved.serving.channels.email.reading.quotes import split_quote
from wellserved.serving.conversations.models import Direction, Message

MOST_TEXTS = 5000
LOOKED_BACK = timedelta(days=371)
MACHINES = {"automatic", "delivery report"}


@dataclass(frozen=True, slots=True)
class Text:
    """`words` without what they quote and how they are signed; `hidden` are the folded names of whose text it is."""

    kind: str
    id: int
    conversation_id: int | None
    customer_id: int | None
    site_id: int
    at: datetime
    words: str
    hidden: frozenset[str]


def latest_texts(at: datetime, limit: int = MOST_TEXTS) -> list[Text]:
    """The latest `limit`, the newest first; no machine's words, and nothing older than LOOKED_BACK."""
    since = at - LOOKED_BACK
    found = [*_messages(since, at, limit), *_answers(since, at, limit)]
    found.sort(key=lambda text: (text.at, text.kind, text.id), reverse=True)
    return found[:limit]


def own_words(text: str) -> str:
    """What a letter says itself: nothing that it quotes, and nothing that stands under it."""
    return without_signature(split_quote(text)[0])


def names_of_staff() -> frozenset[str]:
    """No theme is about a colleague."""
    return _folded(*Staff.objects.get_queryset().values_list("name", flat=True))


def _messages(since: datetime, until: datetime, limit: int) -> Iterator[Text]:
    rows = Message.objects.filter(direction=Direction.INBOUND, at__gt=since, at__lte=until).exclude(text="")
    columns = ("id", "conversation_id", "conversation__customer_id", "conversation__site_id", "at", "text", "hints")
    whose = ("conversation__customer__name", "conversation__customer__company__name")
    newest = rows.order_by("-id").values_list(*columns, *whose)[:limit]
    for id, conversation_id, customer_id, site_id, at, text, hints, *names in newest:
        if not MACHINES & set(hints):
            yield Text(MESSAGE, id, conversation_id, customer_id, site_id, at, own_words(text), _folded(*names))


def _answers(since: datetime, until: datetime, limit: int) -> Iterator[Text]:
    rows = Response.objects.filter(answered_at__gt=since, answered_at__lte=until).exclude(words="")
    columns = ("id", "conversation_id", "conversation__customer_id", "site_id", "answered_at", "words")
    newest = rows.order_by("-id").values_list(*columns, "conversation__customer__name")[:limit]
    for id, conversation_id, customer_id, site_id, at, words, name in newest:
        yield Text(RESPONSE, id, conversation_id, customer_id, site_id, at, words, _folded(name))


def _folded(*names: str | None) -> frozenset[str]:
    return frozenset(word for name in names if name for word in name.casefold().replace("-", " ").split())
