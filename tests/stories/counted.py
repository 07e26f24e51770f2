"""The visits, calls and parcels of the Linden Group, counted without being lived: a quarter of a year in a second.

What is met and missed follows from how each encounter goes (linden/encounters.py); test_known_causes.py holds this
against a few days that are really lived. What customers say follows from linden/perception.py.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from random import Random
from typing import Any

from wellserved.ground.customers.models import Customer
from wellserved.learning.feedback.models import Rating, Response
from wellserved.learning.insight import rules
from wellserved.learning.insight.actions import sum_up
from wellserved.learning.insight.models import DayOfPerception, DayOfStandard
from wellserved.linden.causes import Causes
from wellserved.linden.company import HAIR, HOTELS
from wellserved.linden.encounters import DAY, ORDER, SECOND, VISIT, Encounter, of_day
from wellserved.linden.founding import Group, Place
from wellserved.linden.perception import Feeling, Treatment, comparison, feeling
from wellserved.serving.conversations.models import Conversation
from wellserved.serving.standards.models import Measurement, Standard

GREETED = {HOTELS: "welcomed-at-the-door", HAIR: "hello-before-the-coat-is-off"}
QUOTED = {VISIT: "room-ready-when-said", ORDER: "parcel-on-the-day-we-named"}
TAP, WRITE = 0.4, 0.12  # the shares who say how it was at the kiosk of a hotel, and by mail with all dimensions


@dataclass(frozen=True)
class Lived:
    at: datetime
    met: Encounter
    dice: Random


def verdicts(met: Encounter) -> Iterator[tuple[str, bool, timedelta]]:
    """The standard's key, whether it was met, and how long after the beginning that became true."""
    at = {what: after for after, what in met.moments}
    if met.kind == VISIT:
        key, after, limit = GREETED[met.site.line], at["greeted"], 30 * SECOND
    else:
        key, after, limit = "call-answered", at["answered"], 20 * SECOND
    yield key, after <= limit, min(after, limit)
    if "hold ended" in at and met.site.line == HOTELS:
        held = at["hold ended"] - at["hold began"]
        yield "on-hold-for-thirty-seconds", held <= 30 * SECOND, at["call ended"]
    if met.quoted:
        due, came = met.quoted[1], at["ready" if met.kind == VISIT else "delivered"]
        kept = came <= due if met.kind == VISIT else due - DAY <= came <= due
        yield QUOTED[met.kind], kept, min(came, due)
    for key, happened in met.observed:
        yield key, happened, max(at.values())


def lived(
    places: dict[str, Place], until: datetime, *, days: int, seed: int, causes: Causes, size: float = 1.0
) -> Iterator[Lived]:
    first = until - days * DAY
    for place in places.values():
        local = first.astimezone(place.row.zone).date()
        for number in range(days + 1):
            for at, met, dice in of_day(
                place.facts, local + number * DAY, until, seed=seed, size=size, causes=causes
            ):
                if first <= at < until - timedelta(hours=2):
                    yield Lived(at, met, dice)


def count_them(group: Group, until: datetime, *, days: int, seed: int, causes: Causes) -> None:
    """Keep the measurements, answers and figures that these days leave."""
    standards = dict(Standard.objects.values_list("key", "id"))
    customer = Customer.objects.create(name="Everybody", created_at=until)
    everything = list(lived(group.places, until, days=days, seed=seed, causes=causes))
    conversations = Conversation.objects.bulk_create(
        Conversation(
            customer=customer,
            site=group.places[one.met.site.slug].row,
            channel=one.met.channel,
            opened_at=one.at,
            latest_at=one.at,
        )
        for one in everything
    )
    number = count(1)
    measurements, facts, answers = [], [], []
    for one, conversation in zip(everything, conversations, strict=True):
        site, met = group.places[one.met.site.slug].row, one.met
        by = group.staff[met.colleague.name].id
        who = {"site_id": site.id, "team_id": group.teams[met.site.slug, met.team].id, "staff_id": by}
        local = one.at.astimezone(site.zone)
        about = {"channel": met.channel, "weekday": local.weekday(), "hour": local.hour, "fresh": True}
        for key, kept, after in verdicts(met):
            if (at := one.at + after) >= until:
                continue
            verdict = Measurement.MET if kept else Measurement.MISSED
            of = {"standard_id": standards[key], **who}
            measurements.append(
                Measurement(
                    conversation_id=conversation.id,
                    started_seq=next(number),
                    started_at=one.at,
                    at=at,
                    verdict=verdict,
                    **of,
                )
            )
            facts.append(DayOfStandard(day=at.astimezone(site.zone).date(), **of, **about, **{verdict: 1}))
        tapped = met.site.line == HOTELS and one.dice.random() < TAP
        if tapped or one.dice.random() < WRITE:
            felt = feeling(_treatment(met, causes), one.dice, causes)
            answers.append((conversation, who, about, one.at + timedelta(minutes=9), felt, tapped))
    Measurement.objects.bulk_create(measurements)
    DayOfStandard.objects.bulk_create(facts)
    _keep(answers)
    sum_up()


def _keep(answers: list[tuple[Conversation, dict[str, Any], dict[str, Any], datetime, Feeling, bool]]) -> None:
    """Who taps says it all in one, and of nobody in particular."""
    responses, ratings, facts = [], [], []
    for conversation, who, about, at, felt, tapped in answers:
        place = {**who, "team_id": None, "staff_id": None} if tapped else who
        overall = comparison(felt.overall)
        rated = {} if tapped else {name: comparison(value) for name, value in felt.dimensions.items()}
        response = Response(
            conversation=None if tapped else conversation,
            comparison=overall,
            answered_at=at,
            changed_at=at,
            way="kiosk" if tapped else Response.MAIL,
            **place,
        )
        responses.append(response)
        ratings += [Rating(response=response, dimension=name, comparison=value) for name, value in rated.items()]
        perceived = rules.perceived(overall, [(name, value, None, None, None) for name, value in rated.items()])
        of = about | {
            "site_id": place["site_id"],
            "team_id": place["team_id"] or 0,
            "staff_id": place["staff_id"] or 0,
        }
        day = at.astimezone(conversation.site.zone).date()
        facts += [
            DayOfPerception(day=day, **of, dimension=dimension, scale=scale, **counts)
            for (dimension, scale), counts in perceived.items()
        ]
    Response.objects.bulk_create(responses)
    Rating.objects.bulk_create(ratings)
    DayOfPerception.objects.bulk_create(facts)


def _treatment(met: Encounter, causes: Causes) -> Treatment:
    warmth = causes.warmth.get(met.colleague.name, 0.0)
    return Treatment(met.site.slug, met.wait_ratio, 1, reopened=False, warmth=warmth, sting=0.0, leniency=0.0)
