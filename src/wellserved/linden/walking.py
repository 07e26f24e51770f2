"""Inspections of the Linden Group: every few weeks somebody walks through each hotel and salon with a checklist."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from wellserved.ground.journal.actor import staff
from wellserved.learning.inspections import actions as inspections
from wellserved.learning.inspections import reads
from wellserved.learning.inspections.rules import NO, SEEN, YES, Situation, Told
from wellserved.linden.company import HOTELS, PANTRY
from wellserved.linden.founding import Group, Place

EVERY = timedelta(days=24)
IN_ORDER = 0.9  # of what is looked at
WHO = {HOTELS: "Tobias Okafor"}
ELSE = "Priya Raman"


def walked(group: Group, first: datetime, until: datetime, rng: Random) -> Iterator[datetime]:
    """Acts at each of its moments and yields the next."""
    at = first + timedelta(days=5)
    while at < until - timedelta(days=1):
        yield at
        for place in group.places.values():
            if place.facts.line != PANTRY:
                _walk(group, place, at, rng)
        at += EVERY


def _walk(group: Group, place: Place, at: datetime, rng: Random) -> None:
    who = group.staff[WHO.get(place.facts.line, ELSE)]
    there = reads.inspectable(Situation(place.row.id, "in_person"), at)
    seen = [one.id for one, way in there.chosen if way == SEEN]
    walk = inspections.begin(
        place.row,
        title=f"{place.facts.name} on an ordinary {at:%A}",
        channel="in_person",
        standard_ids=seen,
        by=staff(who.id),
        at=at,
    )
    for number, item in enumerate(walk.items.order_by("place"), start=1):
        told_at = at + number * timedelta(minutes=2)
        outcome = YES if rng.random() < IN_ORDER else NO
        inspections.answer(item, Told(f"item {item.id}", outcome, None, "", told_at), by_staff_id=who.id, at=told_at)
    inspections.finish(walk, by=staff(who.id), at=at + timedelta(minutes=30))
