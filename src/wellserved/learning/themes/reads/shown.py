"""What a viewer sees of the themes: only what was said at their sites."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from wellserved.ground.accounts.models import Staff
from wellserved.learning.feedback.models import Response
from wellserved.learning.themes.models import MESSAGE, RESPONSE, Removal, Theme, ThemeText
from wellserved.learning.themes.reads.texts import own_words
from wellserved.measures.differences import welch_difference
from wellserved.measures.estimate import Estimate
from wellserved.measures.means import mean_interval
from wellserved.measures.shares import newcombe_difference
from wellserved.serving.conversations.models import Conversation, Message

WEEKS = 13
LATELY = 4  # of them, for the trend
WEEK = timedelta(days=7)
EXAMPLES = 4
EXCERPT_CHARACTERS = 220


@dataclass(frozen=True, slots=True)
class Example:
    """A text that speaks of it; `removed` if somebody said that it does not."""

    kind: str
    id: int
    conversation_id: int | None
    at: datetime
    words: str
    removed: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A theme over WEEKS weeks. `perceived` are comparisons (-2..2) in its conversations, `difference` those minus
    the ones of conversations without it; `tone` is by the list of words (-1..1). `rising` is of all customers of whom
    a theme is known: the share who spoke of this one in the latest LATELY weeks, minus that of the weeks before."""

    theme: Theme
    merged: tuple[Theme, ...]
    texts: int
    customers: int
    weeks: tuple[int, ...]
    tone: Estimate
    perceived: Estimate
    difference: Estimate
    rising: Estimate
    examples: tuple[Example, ...]
    removed: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class Overview:
    themes: tuple[Shown, ...]
    hidden: tuple[Theme, ...]
    grouped_at: datetime | None


def theme(viewer: Staff, id: int) -> Theme:
    """Theme.DoesNotExist where nobody speaks of it at the viewer's sites: then it is for others to name."""
    return Theme.objects.within(viewer.scope).get(id=id)


def may_see_text(viewer: Staff, kind: str, id: int) -> bool:
    """Whether this text is one that the viewer could read."""
    return bool(_words(viewer, [(kind, id)]))


def overview(viewer: Staff, at: datetime, *, site_id: int | None = None) -> Overview:
    """What is spoken of at the viewer's sites: pinned themes first, then the largest."""
    start = at - WEEKS * WEEK
    everything = list(Theme.objects.select_related("division__of").order_by("id"))
    theirs = set(Theme.objects.within(viewer.scope).values_list("id", flat=True))
    roots = {one.id: one.merged_into_id or one.id for one in everything}
    rows = ThemeText.objects.within(viewer.scope).since(start).filter(at__lte=at)
    said: defaultdict[int, dict[tuple[str, int], ThemeText]] = defaultdict(dict)
    for row in (rows if site_id is None else rows.filter(site_id=site_id)).order_by("-weight", "-id"):
        said[roots[row.theme_id]].setdefault((row.kind, row.text_id), row)
    answers = _answers(viewer, start, at, site_id)
    examples = _examples(viewer, said)
    removed = _removed(viewer, roots)
    listed = [one for one in everything if one.id == roots[one.id] and one.hidden_at is None]
    listed = [one for one in listed if said[one.id] or (one.pinned_at and one.id in theirs)]
    listed.sort(key=lambda one: (one.pinned_at is None, -len(_speakers(said[one.id].values())), one.id))
    everybody = _then_and_now([row for rows in said.values() for row in rows.values()], at)
    shown = tuple(
        _shown(
            one,
            tuple(other for other in everything if other.merged_into_id == one.id),
            said[one.id].values(),
            answers,
            everybody,
            start,
            examples.get(one.id, ()),
            removed.get(one.id, ()),
            # Of many themes one would differ by chance alone (Bonferroni).
            confidence=1 - 0.05 / len(listed),
        )
        for one in listed
    )
    hidden = tuple(one for one in everything if one.hidden_at and one.id == roots[one.id] and one.id in theirs)
    return Overview(shown, hidden, max((one.seen_at for one in everything), default=None))


def _shown(
    theme: Theme,
    merged: tuple[Theme, ...],
    rows: Collection[ThemeText],
    answers: list[tuple[int, int]],
    everybody: tuple[int, int],
    start: datetime,
    examples: tuple[Example, ...],
    removed: tuple[Example, ...],
    confidence: float,
) -> Shown:
    weeks = [0] * WEEKS
    for row in rows:
        weeks[min((row.at - start) // WEEK, WEEKS - 1)] += 1
    before, now = _then_and_now(rows, start + WEEKS * WEEK)
    about = {row.conversation_id for row in rows}
    inside = [comparison for conversation_id, comparison in answers if conversation_id in about]
    outside = [comparison for conversation_id, comparison in answers if conversation_id not in about]
    return Shown(
        theme,
        merged,
        texts=len(rows),
        customers=len(_speakers(rows)),
        weeks=tuple(weeks),
        tone=mean_interval([row.tone for row in rows if row.tone is not None], what="texts"),
        perceived=mean_interval(inside),
        difference=welch_difference(inside, outside, confidence=confidence),
        rising=newcombe_difference(now, everybody[1], before, everybody[0], what="customers", confidence=confidence),
        examples=examples,
        removed=removed,
    )


def _speakers(rows: Iterable[ThemeText]) -> set[Hashable]:
    """Who said it; an answer without a name is nobody else's."""
    return {row.customer_id or (row.kind, row.text_id) for row in rows}


def _then_and_now(rows: Iterable[ThemeText], at: datetime) -> tuple[int, int]:
    """How many customers spoke before the latest LATELY weeks, and how many in these."""
    lately = at - LATELY * WEEK
    rows = list(rows)
    return (
        len(_speakers(row for row in rows if row.at < lately)),
        len(_speakers(row for row in rows if row.at >= lately)),
    )


def _answers(viewer: Staff, start: datetime, end: datetime, site_id: int | None) -> list[tuple[int, int]]:
    """(conversation, comparison) of all who answered about one."""
    rows = Response.objects.within(viewer.scope).filter(answered_at__gte=start, answered_at__lte=end)
    rows = rows.filter(comparison__isnull=False, conversation__isnull=False)
    rows = rows if site_id is None else rows.filter(site_id=site_id)
    return [
        (conversation_id, comparison)
        for conversation_id, comparison in rows.values_list("conversation_id", "comparison")
        if conversation_id is not None and comparison is not None
    ]


def _examples(
    viewer: Staff, said: Mapping[int, Mapping[tuple[str, int], ThemeText]]
) -> dict[int, tuple[Example, ...]]:
    """The most typical texts of each theme, in words, from where they stand."""
    chosen = {id: list(rows)[:EXAMPLES] for id, rows in said.items()}
    words = _words(viewer, {key for keys in chosen.values() for key in keys})
    return {id: tuple(words[key] for key in keys if key in words) for id, keys in chosen.items()}


def _removed(viewer: Staff, roots: Mapping[int, int]) -> dict[int, tuple[Example, ...]]:
    found: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
    for row in Removal.objects.order_by("-id")[:100]:
        found[roots[row.theme_id]].append((row.kind, row.text_id))
    words = _words(viewer, {key for keys in found.values() for key in keys}, removed=True)
    return {id: tuple(words[key] for key in keys if key in words) for id, keys in found.items()}


def _words(
    viewer: Staff, keys: Iterable[tuple[str, int]], *, removed: bool = False
) -> dict[tuple[str, int], Example]:
    """Their beginnings; what the viewer may not see, and what is gone, is left out."""
    wanted: dict[str, set[int]] = {MESSAGE: set(), RESPONSE: set()}
    for kind, id in keys:
        wanted[kind].add(id)
    found: dict[tuple[str, int], Example] = {}
    within = Conversation.objects.within(viewer.scope)
    messages = Message.objects.filter(id__in=wanted[MESSAGE], conversation__in=within)
    for id, conversation_id, at, text in messages.values_list("id", "conversation_id", "at", "text"):
        found[MESSAGE, id] = Example(MESSAGE, id, conversation_id, at, _excerpt(own_words(text)), removed)
    responses = Response.objects.within(viewer.scope).filter(id__in=wanted[RESPONSE])
    for id, conversation, at, words in responses.values_list("id", "conversation_id", "answered_at", "words"):
        found[RESPONSE, id] = Example(RESPONSE, id, conversation, at, _excerpt(words), removed)
    return found


def _excerpt(text: str) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= EXCERPT_CHARACTERS else f"{one_line[:EXCERPT_CHARACTERS].rstrip()} …"
