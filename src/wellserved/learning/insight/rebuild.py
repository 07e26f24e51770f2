"""The figures again: standards' from the verdicts (which follow from the journal), perceptions' from the journal."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.db import connection, transaction
from django.db.models import OuterRef, Subquery, Sum

from wellserved.ground.accounts.models import Site
from wellserved.ground.journal.models import Entry
from wellserved.ground.rows import moment, plain
from wellserved.learning.feedback.events import CustomerAsked, ResponseChanged, ResponseGiven
from wellserved.learning.insight import rules
from wellserved.learning.insight.actions.summing import Sums, cut_sums, in_spans
from wellserved.learning.insight.columns import COUNTED, CUT_OF, DAYS, FIGURES, KEYS
from wellserved.learning.insight.models import Day, DayOfAsking, DayOfPerception, DayOfStandard, Fact
from wellserved.learning.insight.rules import Circumstances
from wellserved.serving.conversations.models import Conversation
from wellserved.serving.standards.models import Measurement


def rebuild() -> None:
    """Replace all figures by what the verdicts and the journal tell; others wait for it with theirs."""
    with transaction.atomic():
        _hold_figures()
        for model, sums in _told().items():
            model.objects.all().delete()
            model.objects.bulk_create(_rows(model, sums), batch_size=500)


def differences() -> Iterator[str]:
    """In words, where the figures are not what the verdicts and the journal tell."""
    with transaction.atomic():
        _hold_figures()
        found = [(model, _kept(model), told) for model, told in _told().items()]
    for model, kept, told in found:
        for key in sorted(kept.keys() | told.keys(), key=str):
            if kept[key] != told[key]:
                where = ", ".join(f"{name} {value}" for name, value in zip((*KEYS[model], "count"), key, strict=True))
                yield f"{model.__name__}: {where}: kept {kept[key]}, should be {told[key]}"


def _hold_figures() -> None:
    """Who adds to the figures is done before, or waits: nothing is seen half. SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        tables = ", ".join(model._meta.db_table for model in FIGURES)
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {tables} IN EXCLUSIVE MODE")


def _kept(model: type[Day]) -> Sums:
    """The sums of the rows; for a cut together with what is still fresh."""
    rows = model.objects.order_by().values(*KEYS[model]).annotate(**{f"sum_{c}": Sum(c) for c in COUNTED[model]})
    sums: Sums = Counter()
    for row in rows:
        key = tuple(row[name] for name in KEYS[model])
        sums.update({(*key, count): row[f"sum_{count}"] for count in COUNTED[model] if row[f"sum_{count}"]})
    for facts, cut in CUT_OF.items():
        if cut is model:
            sums.update(in_spans(cut, cut_sums(facts, facts.objects.filter(fresh=True))))
    return sums


def _rows(model: type[Day], sums: Sums) -> Iterator[Day]:
    by_key = sorted(sums.items(), key=lambda item: str(item[0][:-1]))
    for key, counts in groupby(by_key, key=lambda item: item[0][:-1]):
        named = dict(zip(KEYS[model], key, strict=True))
        yield model(**named, **{counted[-1]: number for counted, number in counts})


def _told() -> dict[type[Day], Sums]:
    told: dict[type[Day], Sums] = {model: Counter() for model in FIGURES}

    def add(fact: Day) -> None:
        model = type(fact)
        key = tuple(getattr(fact, name) for name in KEYS[model])
        told[model].update({(*key, name): count for name in COUNTED[model] if (count := getattr(fact, name))})
        if isinstance(fact, Fact):
            told[CUT_OF[type(fact)]].update(cut_sums(type(fact), [fact]))

    assert told.keys() == {*DAYS, *CUT_OF.values()}
    zones = dict(Site.objects.values_list("id", "time_zone"))
    groups = _groups()
    for verdict in _verdicts(zones, groups):
        add(verdict)
    for answer in _answers(zones, groups):
        add(answer)
    return told | {cut: in_spans(cut, told[cut]) for cut in CUT_OF.values()}


def _verdicts(zones: dict[int, str], groups: dict[int, list[str]]) -> Iterator[DayOfStandard]:
    verdicts = Measurement.objects.exclude(verdict=Measurement.NOT_APPLICABLE)
    matter = Conversation.objects.filter(id=OuterRef("conversation_id"))
    about = {name: Subquery(matter.values(name)) for name in ("channel", "topic")}
    names = ("at", "started_at", "site_id", "team_id", "staff_id", "standard_id", "verdict", "conversation_id")
    alike: Counter[tuple[date, int, int, int, str, Circumstances]] = Counter()  # there are many of each
    for at, started_at, site_id, team_id, staff_id, standard_id, verdict, conversation_id, channel, topic in plain(
        verdicts.annotate(**about).values_list(*names, *about)
    ):
        zone, matters_groups = zones[site_id], groups.get(conversation_id, ())
        circumstances = Circumstances.of(
            moment(started_at), zone, staff_id=staff_id, channel=channel, topic=topic, groups=matters_groups
        )
        alike[rules.local_day(moment(at), zone), site_id, team_id or 0, standard_id, verdict, circumstances] += 1
    for (day, site_id, team_id, standard_id, verdict, circumstances), number in alike.items():
        place = {"day": day, "site_id": site_id, "team_id": team_id, "standard_id": standard_id}
        yield DayOfStandard(**place, **_named(circumstances), **{verdict: number})


def _answers(zones: dict[int, str], groups: dict[int, list[str]]) -> Iterator[Day]:
    answered = Entry.objects.of_kinds(ResponseGiven, ResponseChanged).values("conversation_id")
    about = Conversation.objects.filter(id__in=answered).values_list("id", "channel", "topic", "opened_at")
    matters: dict[int, Any] = {id: told for id, *told in about}
    for events in _asked_and_answered():
        asked_at: dict[int, datetime] = {}
        last: dict[int, ResponseGiven | ResponseChanged] = {}
        given_at: dict[int, datetime] = {}
        for event in events:
            assert event.site_id is not None
            if isinstance(event, CustomerAsked):
                asked_at[event.invitation_id] = event.at
                yield DayOfAsking(**_place(event.at, zones[event.site_id], event.site_id, event.team_id), asked=1)
            else:
                given_at.setdefault(event.response_id, event.at)
                last[event.response_id] = event
        for answer in last.values():
            assert answer.site_id is not None
            zone, given = zones[answer.site_id], given_at[answer.response_id]
            channel, topic, opened_at = matters.get(answer.conversation_id or 0, (answer.way, "", given))
            circumstances = Circumstances.of(
                opened_at,
                zone,
                staff_id=answer.staff_id,
                channel=channel,
                topic=topic,
                groups=groups.get(answer.conversation_id or 0, ()),
            )
            place = _place(given, zone, answer.site_id, answer.team_id)
            perceived = rules.perceived(answer.comparison, answer.ratings)
            for (dimension, scale), counts in perceived.items():
                yield DayOfPerception(**place, **_named(circumstances), dimension=dimension, scale=scale, **counts)
            if perceived and answer.invitation_id in asked_at:
                place = _place(asked_at[answer.invitation_id], zone, answer.site_id, answer.team_id)
                yield DayOfAsking(**place, answered=1)


def _place(at: datetime, zone: str, site_id: int, team_id: int | None) -> dict[str, Any]:
    return {"day": rules.local_day(at, zone), "site_id": site_id, "team_id": team_id or 0}


def _named(circumstances: Circumstances) -> dict[str, Any]:
    return {name: getattr(circumstances, name) for name in Fact.CIRCUMSTANCES}


def _groups() -> dict[int, list[str]]:
    """The customer groups of each conversation whose customer is of any, or was."""
    told = Entry.objects.of_kinds(*rules.TELL_GROUPS).exclude(conversation_id=None).order_by("id")
    found: dict[int, list[str]] = {}
    for id, groups in told.values_list("conversation_id", "measures__groups").iterator(2000):
        if id is not None and (groups or id in found):
            found[id] = groups or []
    return found


def _asked_and_answered() -> Iterator[Iterable[CustomerAsked | ResponseGiven | ResponseChanged]]:
    """What the journal knows of asking and answering, conversation by conversation, and what is about none."""
    entries = Entry.objects.of_kinds(CustomerAsked, ResponseGiven, ResponseChanged)
    ordered = entries.order_by("conversation_id", "id").iterator()
    for _, of_one in groupby(ordered, key=lambda entry: entry.conversation_id):
        yield [entry.event() for entry in of_one]  # type: ignore[misc]
