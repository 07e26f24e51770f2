"""Trials as tests need them: an improvement of the Quay, and customers whose conversations went well or not."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from tests.world import World
from wellserved.ground.customers.actions import recognise
from wellserved.ground.customers.models import Customer, Identity
from wellserved.learning.improvement.models import Improvement
from wellserved.learning.improvement.rules import Draft, is_treated
from wellserved.learning.improvement.tests.figures import standard
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations.models import Conversation
from wellserved.serving.conversations.rules import Incoming
from wellserved.serving.standards.models import Measurement


def draft(world: World, **otherwise: Any) -> Draft:
    """A second colleague at the Quay's reception on Saturdays, tried with half of the guests."""
    usual: dict[str, Any] = {
        "title": "Two at the desk on Saturdays",
        "change": "answer Saturday's mails with two colleagues",
        "effect": "guests have their answer in time",
        "reason": "one alone is at the desk and at the mails at once",
        "measure": "standard:email-first-reply",
        "better": "up",
        "worth": 0.05,
        "design": Improvement.CUSTOMERS,
        "owner_id": world.sander.id,
        "treated": frozenset([world.quay.id]),
    }
    return Draft(**usual | otherwise)


def guest(number: int, at: datetime) -> Customer:
    return recognise(Identity.EMAIL, f"guest{number}@post.example", name=f"Guest {number}", at=at)


def write(world: World, customer: Customer, at: datetime) -> Conversation:
    """They write to the Quay."""
    message = Incoming("email", f"from {customer.id}", "Is there a table for two?", "A table")
    conversation, _ = conversations.open(message, customer=customer, site=world.quay, at=at)
    return conversation


def judge(conversation: Conversation, met: bool, at: datetime) -> None:
    """The verdict as the engine would write it, which the measured wait is too long for."""
    Measurement(
        standard=standard(),
        conversation_id=conversation.id,
        site_id=conversation.site_id,
        started_seq=conversation.id,
        started_at=at,
        at=at + timedelta(hours=1),
        verdict=Measurement.MET if met else Measurement.MISSED,
        value=3600.0,
    ).save(force_insert=True)


def guests_served(
    world: World, improvement: Improvement, count: int, well: Callable[[bool, int], bool], at: datetime
) -> None:
    """`count` guests on either side write once; `well` says of a side and the guest's place on it whether they were
    answered in time."""
    places = {True: 0, False: 0}
    number = 0
    while min(places.values()) < count:
        customer = guest(number, at)
        number += 1
        side = is_treated(improvement.id, customer.id)
        if places[side] == count:
            continue
        judge(write(world, customer, at + timedelta(minutes=number)), well(side, places[side]), at)
        places[side] += 1
