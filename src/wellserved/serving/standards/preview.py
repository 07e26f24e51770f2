"""What a written standard would have meant for conversations of before, so that one sees it before it is in force.

Where only the limit of a standard changes, what was measured already says it: how long it took is kept. Anything else
is found out by following the latest conversations again, as if it had been in force all the time.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Count, Q

from wellserved.ground.accounts.models import Staff
from wellserved.measures.estimate import Estimate
from wellserved.measures.shares import wilson_interval
from wellserved.serving.conversations.models import Conversation
from wellserved.serving.standards import reads, rules
from wellserved.serving.standards.facts import AT_LEAST, AT_MOST, OBSERVED, TIME_TO, Scope, Terms, Verdict
from wellserved.serving.standards.intended import Intended
from wellserved.serving.standards.models import Measurement, Standard
from wellserved.serving.standards.wording import WrongRule, meant

SAMPLE = 3_000  # conversations that are followed again, the latest ones
MOST_SHOWN = 20
JUDGED = (Measurement.MET, Measurement.MISSED)
WHERE = ("channels", "sites", "teams", "topics", "groups")


@dataclass(frozen=True, slots=True)
class Differing:
    """A conversation that would be judged otherwise; `was` is "" where nothing was measured."""

    conversation: Conversation
    was: str
    would_be: str


@dataclass(frozen=True, slots=True)
class Preview:
    """`exact` if it rests on everything that was measured since `start`, not on a sample of conversations.

    What needed no answer in the end, and what is excused, is neither met nor missed. `differing` holds the latest
    of `differ` verdicts that would be others; for a standard that was never measured, its misses.
    """

    start: datetime
    met: int
    missed: int
    share: Estimate
    exact: bool
    followed: int  # conversations that were followed again; 0 if exact
    compared: bool  # whether some were measured by the standard before
    observed: bool  # by somebody, so that before it is in force nobody looks
    differ: int
    differing: tuple[Differing, ...]

    @property
    def of(self) -> int:
        return self.met + self.missed

    @property
    def is_sample(self) -> bool:
        """Whether there were more conversations than are followed again."""
        return self.followed >= SAMPLE


Row = tuple[int, str, str]  # conversation, was, would be


def preview(viewer: Staff, told: Mapping[str, Any], start: datetime, end: datetime) -> Preview:
    """What the standard, told as `writing.faults` takes it, would have meant from `start` to `end`, of what the
    viewer may see. WrongRule for a rule that means nothing."""
    terms = supposed(told)
    versions = [one for one in Standard.objects.filter(key=terms.key) if _alike(one, terms)]
    since = max(start, min((one.valid_from for one in versions), default=end))
    if versions and decided_by_value(terms):
        return _from_values(viewer, terms, [one.id for one in versions], since, end)
    return followed_again(viewer, terms, start, end)


def supposed(told: Mapping[str, Any]) -> Terms:
    """The terms that are meant, as if they had always been in force."""
    scope = Scope(*(frozenset(told.get(name) or ()) for name in WHERE))
    return meant(told["rule"], id=0, key=str(told.get("key", "")), scope=scope)


def decided_by_value(terms: Terms) -> bool:
    """Whether how long it took, or how many it were, is all that decides between met and missed."""
    timed = terms.kind == TIME_TO and terms.limit is not None and not terms.fails
    return timed or terms.kind in (AT_MOST, AT_LEAST)


def _alike(version: Standard, terms: Terms) -> bool:
    """Whether this version differs in nothing but its limit and its warnings."""
    try:
        was = supposed({name: getattr(version, name) for name in ("key", "rule", *WHERE)})
    except WrongRule:
        return False
    return replace(was, limit=terms.limit, warnings=terms.warnings) == terms


def _from_values(viewer: Staff, terms: Terms, versions: Sequence[int], start: datetime, end: datetime) -> Preview:
    rows = Measurement.objects.within(viewer.scope).filter(
        standard_id__in=versions, verdict__in=JUDGED, at__gte=start, at__lt=end
    )
    fine = Q(value__gte=terms.limit) if terms.kind == AT_LEAST else Q(value__lte=terms.limit)
    met = Q(value__isnull=False) & fine  # what has no value was never settled
    was_met = Q(verdict=Measurement.MET)
    better, worse = met & ~was_met, ~met & was_met
    counts = rows.aggregate(
        met=Count("id", filter=met),
        of=Count("id"),
        better=Count("id", filter=better),
        worse=Count("id", filter=worse),
    )
    latest = rows.filter(better | worse).order_by("-at", "-id").values_list("conversation_id", "verdict")
    other = {Measurement.MET: Measurement.MISSED, Measurement.MISSED: Measurement.MET}
    return _told(
        start,
        met=counts["met"],
        missed=counts["of"] - counts["met"],
        followed=None,
        compared=True,
        observed=False,
        differ=counts["better"] + counts["worse"],
        shown=[(id, was, other[was]) for id, was in latest[:MOST_SHOWN]],
    )


def followed_again(viewer: Staff, terms: Terms, start: datetime, end: datetime) -> Preview:
    """The same, from the journals of a sample; nothing is kept."""
    sample = _sample(viewer, terms, start, end)
    begun = dict(sample)
    found = sorted(_judged(list(begun), terms, start, end), key=lambda pair: pair[1].at, reverse=True)
    was = _measured(terms.key, list(begun))
    met = sum(verdict.verdict == Measurement.MET for _, verdict in found)
    rows = [
        (id, was.get((id, verdict.started_seq), "") if was else "", verdict.verdict)
        for id, verdict in found
        if (
            was.get((id, verdict.started_seq), "") != verdict.verdict
            if was
            else verdict.verdict == Measurement.MISSED
        )
    ]
    since = min(begun.values()) if len(begun) == SAMPLE else start
    return _told(
        since,
        met=met,
        missed=len(found) - met,
        followed=len(begun),
        compared=bool(was),
        observed=terms.kind == OBSERVED,
        differ=len(rows),
        shown=rows[:MOST_SHOWN],
    )


def _sample(viewer: Staff, terms: Terms, start: datetime, end: datetime) -> list[tuple[int, datetime]]:
    """The latest conversations of its scope, as far as rows tell, with when they began."""
    scope = terms.scope
    rows = Conversation.objects.within(viewer.scope).filter(opened_at__gte=start, opened_at__lt=end)
    if scope.sites:
        rows = rows.filter(site_id__in=scope.sites)
    if scope.channels:
        rows = rows.filter(channel__in=scope.channels)
    if scope.teams:
        rows = rows.filter(team_id__in=scope.teams)
    return list(rows.order_by("-opened_at", "-id").values_list("id", "opened_at")[:SAMPLE])


def _judged(ids: Sequence[int], terms: Terms, start: datetime, end: datetime) -> Iterator[tuple[int, Verdict]]:
    """Each verdict that the standard would have led to, with its conversation."""
    for id, (watch, verdicts) in reads.told_by_journal(ids, Supposing(terms)).items():
        if watch is not None:
            rules.keep(verdicts, rules.breach(watch, end)[1])
        for verdict in verdicts.values():
            if verdict.verdict in JUDGED and start <= verdict.at < end:
                yield id, verdict


def _measured(key: str, ids: Collection[int]) -> dict[tuple[int, int], str]:
    """What was measured by the standard of that key: (conversation, started_seq) to verdict."""
    versions = list(Standard.objects.filter(key=key).values_list("id", flat=True))
    if not versions:
        return {}
    rows = Measurement.objects.filter(standard_id__in=versions, conversation_id__in=ids)
    return {(id, seq): verdict for id, seq, verdict in rows.values_list("conversation_id", "started_seq", "verdict")}


class Supposing(reads.Book):
    """The house's hours, and no standard but this one."""

    def __init__(self, terms: Terms) -> None:
        super().__init__()
        self._intended = Intended((terms,))


def _told(
    start: datetime,
    *,
    met: int,
    missed: int,
    followed: int | None,
    compared: bool,
    observed: bool,
    differ: int,
    shown: Sequence[Row],
) -> Preview:
    rows = Conversation.objects.select_related("customer", "site").in_bulk([id for id, _, _ in shown])
    return Preview(
        start,
        met,
        missed,
        wilson_interval(met, met + missed, what="cases"),
        exact=followed is None,
        followed=followed or 0,
        compared=compared,
        observed=observed,
        differ=differ,
        differing=tuple(Differing(rows[id], was, would_be) for id, was, would_be in shown if id in rows),
    )
