import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Any

from django.db import connection

from wellserved.ground.accounts.models import Staff
from wellserved.ground.hours.models import Outage
from wellserved.ground.hours.notation import moment
from wellserved.ground.hours.reads import SiteHours, hours_at_site
from wellserved.ground.hours.rules import Hours
from wellserved.ground.journal.events import Event
from wellserved.ground.journal.models import Entry
from wellserved.serving.conversations.events import MomentNoted, Observed, TimeQuoted
from wellserved.serving.conversations.models import Conversation
from wellserved.serving.conversations.moments import NOTED
from wellserved.serving.standards import facts, rules
from wellserved.serving.standards.adoption import Adopted, Kept, weighed
from wellserved.serving.standards.facts import Key, Scope, Terms, Verdict
from wellserved.serving.standards.hearing import listens
from wellserved.serving.standards.intended import Intended, holds
from wellserved.serving.standards.models import Excuse, Measurement, Standard, Watch
from wellserved.serving.standards.notation import read
from wellserved.serving.standards.pack import CONTENT, Pack
from wellserved.serving.standards.wording import meant

VERDICT = ("standard_id", "started_seq", "started_at", "at", "verdict", "value", "team_id", "staff_id")

TERMS = (
    "SELECT id, key, CAST(rule AS text), CAST(channels AS text), CAST(sites AS text), CAST(teams AS text), "
    "CAST(topics AS text), CAST(groups AS text), CAST(valid_from AS text), CAST(valid_until AS text) "
    "FROM standards_standard ORDER BY id"
)
EDITION = "SELECT token FROM standards_edition WHERE id = 1"
NOTHING = Intended(())


@dataclass(frozen=True)
class RunningClock:
    """A clock on a conversation, for people. `due_at` is None while paused, and where the site never opens."""

    standard: Standard
    started_at: datetime
    due_at: datetime | None
    paused: bool
    breached: bool
    served_seconds: float  # up to the latest pause
    count: float


def standards(at: datetime) -> list[Standard]:
    """What is intended at that moment, by key."""
    return list(Standard.objects.in_force(at).order_by("key"))


def standards_to_come(at: datetime) -> list[Standard]:
    """Versions that are planned, the soonest first."""
    return list(Standard.objects.to_come(at).order_by("valid_from", "key"))


def newest_version(standard_id: int, at: datetime) -> Standard | None:
    """The version in force of the standard of which that is one; None if it has ended."""
    versions = Standard.objects.filter(key__in=Standard.objects.filter(id=standard_id).values("key"))
    return versions.in_force(at).first()


def adopted_from(name: str, at: datetime) -> list[Standard]:
    """What is in force from the pack of that name, whatever its version."""
    return list(Standard.objects.in_force(at).filter(pack__startswith=f"{name} ").order_by("key"))


def kept_by_house(at: datetime) -> dict[str, Kept]:
    """What is in force, by key, as adopting a pack looks at it."""
    in_force = standards(at)
    versions = Standard.objects.filter(key__in=[one.key for one in in_force]).exclude(pack="")
    first = {(one.key, one.pack): one for one in versions.order_by("-valid_from")}
    return {
        one.key: Kept(
            one.id,
            content(one),
            frozenset(one.sites),
            one.pack,
            content(first[one.key, one.pack]) if one.pack else None,
        )
        for one in in_force
    }


def content(standard: Standard) -> dict[str, Any]:
    """What a pack says of a standard."""
    return {name: getattr(standard, name) for name in CONTENT}


def adoption(pack: Pack, *, keys: Collection[str] | None, sites: Collection[int], at: datetime) -> Adopted:
    """What adopting the pack would do; nothing is changed. WrongStandard for a key that it has not."""
    return weighed(pack, kept_by_house(at), keys=keys, sites=sites)


def house_pack(name: str, version: str, title: str, at: datetime) -> Pack:
    """What is in force, as a pack: all but where it holds, which is the house's own."""
    in_force = tuple({"key": one.key, **content(one)} for one in standards(at))
    return Pack(name, version, title, f"What is intended at {title}.", "en", (), in_force)


def clocks_of(viewer: Staff, conversation: Conversation) -> list[RunningClock]:
    """What runs on the conversation, the earliest due first and what is paused last; none if it is not theirs."""
    watch = watch_of(conversation.id) if viewer.scope.reaches(conversation.site_id) else None
    if watch is None:
        return []
    standards = Standard.objects.in_bulk([clock.standard_id for clock in watch.clocks])
    clocks = [
        RunningClock(
            standards[clock.standard_id],
            clock.started_at,
            clock.due_at,
            clock.running_since is None,
            clock.breached,
            clock.served_seconds,
            clock.counted,
        )
        for clock in watch.clocks
    ]
    return sorted(clocks, key=lambda clock: (clock.paused, clock.due_at is None, clock.due_at or clock.started_at))


def measurements_of(viewer: Staff, conversation: Conversation) -> list[Measurement]:
    """The verdicts on the conversation, in the order they became true; none if it is not theirs."""
    verdicts = Measurement.objects.within(viewer.scope).filter(conversation_id=conversation.id)
    return list(verdicts.select_related("standard").order_by("at", "id"))


class Book:
    """Standards and hours for the fold: each is looked up when it is first needed, and once."""

    def __init__(self) -> None:
        self._hours: dict[int, SiteHours] = {}

    @cached_property
    def _intended(self) -> Intended:
        # Asked at nearly every message, hence in plain SQL, and read again only when the edition has changed.
        with connection.cursor() as cursor:
            cursor.execute(EDITION)
            row = cursor.fetchone()
            return _intended(row[0]) if row else NOTHING

    @property
    def terms(self) -> Mapping[int, Terms]:
        return self._intended.terms

    def by_kind(self, kind: str) -> list[Terms]:
        return [one for one in self.terms.values() if one.kind == kind]

    def starting(self, moment: str, watch: facts.Watch) -> Sequence[Terms]:
        return self._intended.starting(moment, watch)

    def observed(self, key: str, watch: facts.Watch) -> Sequence[Terms]:
        return self._intended.observed(key, watch)

    def hours(self, terms: Terms, site_id: int, at: datetime) -> Hours:
        if site_id not in self._hours:
            self._hours[site_id] = hours_at_site(site_id)
        return self._hours[site_id].at(at, around_the_clock=terms.around_the_clock)


@lru_cache(maxsize=16)
def _intended(edition: str) -> Intended:
    """All standards; nothing older than that edition."""
    with connection.cursor() as cursor:
        cursor.execute(TERMS)
        rows = cursor.fetchall()
    return Intended(
        meant(
            json.loads(rule),
            id=id,
            key=key,
            scope=Scope(*(frozenset(json.loads(one)) for one in scope)),
            valid_from=moment(valid_from),
            valid_until=moment(valid_until) if valid_until else None,
        )
        for id, key, rule, *scope, valid_from, valid_until in rows
    )


Told = tuple[facts.Watch | None, dict[Key, Verdict]]


def told_by_journal(conversation_ids: Sequence[int], book: Book) -> dict[int, Told]:
    """Where each conversation stands and its verdicts, from the journal alone."""
    entries = Entry.objects.filter(conversation_id__in=conversation_ids).of_kinds(*rules.FOLLOWED)
    events: dict[int, list[Event]] = {conversation_id: [] for conversation_id in conversation_ids}
    for event in entries.events():
        events[event.conversation_id or 0].append(event)
    return {conversation_id: rules.fold(happened, book) for conversation_id, happened in events.items()}


def watch_of(conversation_id: int) -> facts.Watch | None:
    """Where the conversation stands, with its clocks; None if nothing of it was followed yet."""
    with connection.cursor() as cursor:  # every message asks: a QuerySet would cost ten times as much
        cursor.execute("SELECT state FROM standards_watch WHERE conversation_id = %s", [conversation_id])
        row = cursor.fetchone()
    return read(row[0]) if row else None


def watches_on(conversation_ids: Sequence[int]) -> dict[int, facts.Watch]:
    """Where each of them stands."""
    rows = Watch.objects.filter(conversation_id__in=conversation_ids)
    return {watch.conversation_id: watch for watch in map(read, rows.values_list("state", flat=True))}


def verdicts_on(conversation_ids: Sequence[int]) -> dict[int, dict[Key, Verdict]]:
    """The verdicts on each conversation."""
    found: dict[int, dict[Key, Verdict]] = {conversation_id: {} for conversation_id in conversation_ids}
    rows = Measurement.objects.filter(conversation_id__in=conversation_ids)
    for conversation_id, *row in rows.values_list("conversation_id", *VERDICT).iterator(2000):
        verdict = Verdict(*row)
        found[conversation_id][verdict.key] = verdict
    return found


def touched_by_outage(outage_id: int) -> list[int]:
    """The conversations of its site whose clocks ran, or were judged, after it began."""
    outage = Outage.objects.get(id=outage_id)
    of_site = Conversation.objects.filter(site_id=outage.site_id)
    running = Watch.objects.exclude(act_at=None).values_list("conversation_id", flat=True)
    judged = Measurement.objects.filter(site_id=outage.site_id, at__gte=outage.starts_at)
    ids = set(of_site.filter(id__in=running).values_list("id", flat=True))
    overdue = of_site.filter(next_due_at__isnull=False).values_list("id", flat=True)
    return sorted(ids | set(overdue) | set(judged.values_list("conversation_id", flat=True)))


def excuses_on(conversation_ids: Sequence[int]) -> list[Excuse]:
    """The excuses that hold, and those taken back, in order."""
    return list(Excuse.objects.filter(conversation_id__in=conversation_ids).order_by("at", "id"))


def watched(conversation: Conversation, at: datetime) -> list[str]:
    """The moments to be noted that a standard in force looks at in such a conversation, in the order of a visit."""
    watch = watch_of(conversation.id)
    if watch is None:
        return []
    terms = [one for one in Book().terms.values() if one.in_force(at) and holds(one, watch)]
    looked_at = {moment for one in terms for moment in {one.starts} | one.concerned}
    return [moment for moment in NOTED if moment in looked_at]


def observable(conversation: Conversation, at: datetime) -> list[Standard]:
    """The standards in force for such a conversation whose fulfilment a colleague may observe."""
    watch = watch_of(conversation.id)
    if watch is None:
        return []
    ids = [
        one.id
        for one in Book().terms.values()
        if one.kind == facts.OBSERVED and one.in_force(at) and holds(one, watch)
    ]
    found = Standard.objects.filter(id__in=ids).order_by("key")
    return [one for one in found if "colleague" in one.rule.get("by", ("colleague",))]


def listening(conversation: Conversation, at: datetime) -> list[Standard]:
    """The standards in force for the conversation that a rule observes in our words."""
    watch = watch_of(conversation.id)
    ids = (
        []
        if watch is None
        else [one.id for one in Book().by_kind(facts.OBSERVED) if one.in_force(at) and holds(one, watch)]
    )
    return [one for one in Standard.objects.filter(id__in=ids).order_by("key") if listens(one.rule)] if ids else []


def topics(at: datetime) -> list[str]:
    """What matters may be about, in the words of the standards in force."""
    return kinds(at)[0]


def kinds(at: datetime) -> tuple[list[str], list[str]]:
    """The topics, and the groups of customers, that the standards in force tell apart."""
    told = list(Standard.objects.in_force(at).values_list("topics", "groups"))
    topics, groups = ({word for row in told for word in row[place]} for place in (0, 1))
    return sorted(topics), sorted(groups)


def noted_on(conversation_id: int) -> list[Event]:
    """What was noted of a visit or a call, in order."""
    kinds = (MomentNoted, TimeQuoted, Observed)
    return sorted(
        Entry.objects.of(conversation_id).of_kinds(*kinds).events(), key=lambda event: (event.at, event.seq)
    )
