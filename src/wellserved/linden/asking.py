"""Where guests of the Linden Group may say how it was without being asked: a kiosk on the way out of each hotel."""

from datetime import datetime

from wellserved.ground.journal.actor import Actor
from wellserved.learning.feedback.actions import make, open_door, switch_on
from wellserved.learning.feedback.models import Door
from wellserved.linden.company import HOTELS
from wellserved.linden.founding import Group


def kiosks(group: Group, *, by: Actor, at: datetime) -> dict[str, Door]:
    """By the slug of their site."""
    survey = make("everyday", name="On the way out", site=None, by=by, at=at)
    switch_on(survey, starts_at=at, by=by, at=at)
    return {
        place.facts.slug: open_door(survey, place.row, way=Door.KIOSK, label="Reception", by=by, at=at)
        for place in group.places.values()
        if place.facts.line == HOTELS
    }
