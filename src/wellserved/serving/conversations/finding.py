"""What was said, and by whom: search over messages and customers, newest first, within the viewer's sites."""

from dataclasses import dataclass

from wellserved.ground.accounts.models import Staff
from wellserved.ground.customers import finding as customers
from wellserved.ground.search.index import Index
from wellserved.ground.search.query import Query, parse
from wellserved.serving.conversations.models import Conversation, Conversations, Message, Status

WORDS = Index("conversations_message", ("subject", "text"))
HITS = 300  # read at a time
ROUNDS = 4  # at most, for one page: who sees little of much gets a shorter page and looks further back
PEOPLE = 200  # whom one query may mean


@dataclass(frozen=True, slots=True)
class Found:
    """Conversations in order, and where to look further back (a message's id); None when that was all."""

    ids: list[int]
    older: int | None = None


def find(viewer: Staff, text: str, *, before: int | None = None, limit: int = 30) -> Found:
    """The conversations in which it was said, and on the first page those of the people it names."""
    query = parse(text)
    rows = _allowed(viewer, query)
    if not query.says_something:
        return Found(_newest_of(rows, limit) if query.filters and before is None else [])
    found = dict.fromkeys([] if before else _of_people(rows, query, limit))
    for _ in range(ROUNDS):
        hits = WORDS.newest(query, before=before, limit=HITS)
        found.update(dict.fromkeys(_conversations(rows, hits)))
        before = hits[-1] if len(hits) == HITS else None
        if before is None or len(found) >= limit:
            break
    return Found(list(found), before)


def _allowed(viewer: Staff, query: Query) -> Conversations:
    """The viewer's conversations that pass the filters; a filter that means nothing lets nothing through."""
    rows = Conversation.objects.within(viewer.scope).exclude(status=Status.JOINED)
    if "is" in query.filters:
        rows = rows.filter(status=query.filters["is"].casefold())
    if "site" in query.filters:
        rows = rows.filter(site__slug=query.filters["site"].casefold())
    if "from" in query.filters:
        rows = rows.filter(customer_id__in=customers.ids_of(parse(query.filters["from"]), PEOPLE))
    return rows


def _conversations(rows: Conversations, message_ids: list[int]) -> list[int]:
    """The allowed conversations of these messages, in the order of their newest hit."""
    hits = Message.objects.filter(id__in=message_ids).order_by("-id").values_list("conversation_id", flat=True)
    ids = list(dict.fromkeys(hits))
    allowed = set(rows.filter(id__in=ids).values_list("id", flat=True))
    return [id for id in ids if id in allowed]


def _of_people(rows: Conversations, query: Query, limit: int) -> list[int]:
    return _newest_of(rows.filter(customer_id__in=customers.ids_of(query, PEOPLE)), limit)


def _newest_of(rows: Conversations, limit: int) -> list[int]:
    return list(rows.order_by("-latest_at", "-id").values_list("id", flat=True)[:limit])
