"""The latest texts of customers: what they wrote, and the words of their answers."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from wellserved.ground.accounts.models import Staff
from wellserved.learning.feedback.models import Response
from wellserved.learning.themes.models import MESSAGE, RESPONSE
from wellserved.learning.themes.signatures import without_signature
from wellserved.learning.themes.words import Term, terms
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


def told_terms(keys: Collection[tuple[str, int]]) -> dict[tuple[str, int], list[Term]]:
    """What these texts (kind and id) are about; what is gone is left out."""
    staff = names_of_staff()
    ids = {kind: [id for of_kind, id in keys if of_kind == kind] for kind in (MESSAGE, RESPONSE)}
    messages = Message.objects.filter(id__in=ids[MESSAGE])
    answers = Response.objects.filter(id__in=ids[RESPONSE])
    found = [*_of_messages(messages, len(keys)), *_of_answers(answers, len(keys))]
    return {(text.kind, text.id): terms(text.words, text.hidden | staff) for text in found}


def own_words(text: str) -> str:
    """What a letter says itself: nothing that it quotes, and nothing that stands under it."""
    return without_signature(split_quote(text)[0])


def names_of_staff() -> frozenset[str]:
    """No theme is about a colleague."""
    return _folded(*Staff.objects.get_queryset().values_list("name", flat=True))


def _messages(since: datetime, until: datetime, limit: int) -> Iterator[Text]:
    rows = Message.objects.filter(direction=Direction.INBOUND, at__gt=since, at__lte=until).exclude(text="")
    return _of_messages(rows, limit)


def _of_messages(rows: QuerySet[Message], limit: int) -> Iterator[Text]:
    columns = ("id", "conversation_id", "conversation__customer_id", "conversation__site_id", "at", "text", "hints")
    whose = ("conversation__customer__name", "conversation__customer__company__name")
    newest = rows.order_by("-id").values_list(*columns, *whose)[:limit]
    for id, conversation_id, customer_id, site_id, at, text, hints, *names in newest:
        if not MACHINES & set(hints):
            yield Text(MESSAGE, id, conversation_id, customer_id, site_id, at, own_words(text), _folded(*names))


def _answers(since: datetime, until: datetime, limit: int) -> Iterator[Text]:
    rows = Response.objects.filter(answered_at__gt=since, answered_at__lte=until).exclude(words="")
    return _of_answers(rows, limit)


def _of_answers(rows: QuerySet[Response], limit: int) -> Iterator[Text]:
    columns = ("id", "conversation_id", "conversation__customer_id", "site_id", "answered_at", "words")
    newest = rows.order_by("-id").values_list(*columns, "conversation__customer__name")[:limit]
    for id, conversation_id, customer_id, site_id, at, words, name in newest:
        yield Text(RESPONSE, id, conversation_id, customer_id, site_id, at, words, _folded(name))


def _folded(*names: str | None) -> frozenset[str]:
    return frozenset(word for name in names if name for word in name.casefold().replace("-", " ").split())
