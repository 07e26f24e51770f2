"""Who manages the salons names each thing of the hotel by its number, in every address that takes one: none is there.

It walks the whole URLconf, so that a page of tomorrow is tried too.
"""

import json
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from zlib import compress

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.world import World
from wellserved.ground import clock
from wellserved.ground.accounts.actions import api_token
from wellserved.ground.accounts.models import Site, Staff
from wellserved.ground.customers.actions import note_preference
from wellserved.ground.customers.models import Customer, Preference
from wellserved.ground.hours.models import Outage
from wellserved.ground.journal.actor import staff
from wellserved.ground.journal.models import Entry
from wellserved.learning.feedback import actions as feedback
from wellserved.learning.feedback.models import Response, Survey
from wellserved.learning.improvement import actions as improvement
from wellserved.learning.improvement.rules import Draft
from wellserved.learning.inspections.models import Inspection, Photo
from wellserved.learning.letters.figures import Figures, Said, kept
from wellserved.learning.letters.models import Letter, Thanks
from wellserved.learning.recovery.actions import open as open_recovery
from wellserved.learning.retention.actions import spoke
from wellserved.learning.suggestions.actions import suggest
from wellserved.learning.themes.models import Theme, ThemeText
from wellserved.serving.channels.email.models import RawMail
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations.models import Attachment
from wellserved.serving.conversations.rules import Incoming
from wellserved.serving.standards.models import Excuse, Measurement, Standard
from wellserved.serving.voice.models import Phrase

HIDDEN = "Zanzibar"  # stands in everything of the hotel that has words
OF_THE_HOUSE = {"standard_id", "rule_id"}  # what whoever sets up sees everywhere
THE_SAME_FOR_ALL = "worker.js"
NOTHING = Figures(0, 0, 0, 0, Said("overall"), Said("overall"), (), (), (), ())
LIKE = {"id": "conversation", "file": "attachment", "participant": "person"}
TOLD = {  # what a program must say at least; Django's forms are asked for nothing before it is known whose it is
    "messages": {"text": "Yes."},
    "moments": {"moment": "greeted"},
    "participants": {"email": "x@rowan.example"},
}
Things = dict[str, int]


@pytest.fixture
def survey(world: World) -> Survey:
    """One of the whole house: it is asked everywhere."""
    return feedback.make("own", name="How was it?", site=None, by=staff(world.maren.id), at=clock.now())


def things(site: Site, who: Staff, customer: Customer, email: str, survey: Survey, word: str) -> Things:
    """One of everything that has a number of its own, at that site."""
    at, by = clock.now() - timedelta(hours=30), staff(who.id)
    mail = Incoming("email", email, f"{word}: the room was cold.", subject=word)
    matter, message = conversations.open(mail, customer=customer, site=site, at=at)
    standard = Standard.objects.order_by("id")[0]
    place: dict[str, Any] = {"conversation_id": matter.id, "standard": standard}
    judged = {"site_id": site.id, "started_seq": 1, "started_at": at, "at": at, "verdict": Measurement.MISSED}
    answer = Response.objects.create(
        conversation=matter, site=site, answered_at=at, changed_at=at, comparison=-2, words=word
    )
    walk = Inspection.objects.create(
        site=site, title=word, channel="in_person", by_staff_id=who.id, guest_name=word, started_at=at
    )
    item = walk.items.create(standard=standard, place=0, way="seen")
    theme = Theme.objects.create(name=word, terms=[word], found_at=at, seen_at=at, pinned_at=at)
    ThemeText.objects.create(
        theme=theme, kind="message", text_id=message.id, conversation_id=matter.id, site_id=site.id, at=at, weight=1
    )
    draft = Draft(word, word, word, word, "mean:overall", "up", 0.2, "customers", who.id, frozenset([site.id]))
    mailbox, letter = site.mailboxes.all()[0], compress(f"Subject: {word}\r\n\r\n{word}".encode())
    held = RawMail(mailbox=mailbox, raw=letter, size=9, via="pipe", received_at=at, state=RawMail.QUARANTINED)
    held.save()
    found: dict[str, Any] = {
        "conversation": matter,
        "message": message,
        "attachment": Attachment.objects.create(message=message, name=f"{word}.pdf", size=1, sha256="0" * 64),
        "person": matter.participants.create(address=f"{word}@rowan.example", name=word, added_at=at),
        "customer": customer,
        "preference": note_preference(customer, Preference.LIKE, word, by=by, at=at),
        "mail": held,
        "site": site,
        "staff": who,
        "mailbox": mailbox,
        "outage": Outage.objects.create(site=site, starts_at=at, reason=word, declared_at=at),
        "measurement": Measurement.objects.create(**place, **judged),
        "excuse": Excuse.objects.create(**place, started_seq=1, reason=word, at=at),
        "response": answer,
        "recovery": open_recovery(answer, by=by, at=at),
        "survey": survey,
        "door": feedback.open_door(survey, site, way="qr", label=word, by=by, at=at),
        "inspection": walk,
        "photo": Photo.objects.create(item=item, told_as="a", sha256="0" * 64, size=1, received_at=at),
        "suggestion": suggest(site, word, name=word, at=at),
        "theme": theme,
        "improvement": improvement.propose(draft, by=by, at=at),
        "annotation": improvement.annotate(at.date(), word, site_id=site.id, by=by, at=at),
        "letter": Letter.objects.create(site=site, month=at.date().replace(day=1), told=kept(NOTHING), written_at=at),
        "thanks": Thanks.objects.create(to=who, by=who, words=word, at=at),
        "phrase": Phrase.objects.create(site=site, name=word, text=word, changed_at=at),
        "caring": spoke(customer, site, by=by, at=at),
    }
    return {name: thing.id for name, thing in found.items()}


@pytest.fixture
def theirs(world: World, survey: Survey) -> Things:
    found = things(world.house, world.ines, world.alice, world.email_of(world.alice), survey, HIDDEN)
    by = staff(world.maren.id)
    return {**found, "survey": feedback.make("own", name=HIDDEN, site=world.house, by=by, at=clock.now()).id}


@pytest.fixture
def mine(world: World, survey: Survey) -> Things:
    who = world.charlotte
    return things(world.market_street, world.rosa, who, world.email_of(who), survey, "Mine")


def addresses(patterns: list[Any], before: str = "") -> Iterator[str]:
    for each in patterns:
        if isinstance(each, URLResolver):
            yield from addresses(each.url_patterns, before + str(each.pattern))
        elif isinstance(each, URLPattern):
            yield before + str(each.pattern)


def numbered() -> list[tuple[str, list[str]]]:
    """Every address by which staff or a program name a thing, and the names of the numbers in it."""
    routes = {route for route in addresses(get_resolver().url_patterns) if not route.endswith(THE_SAME_FOR_ALL)}
    found = [(route, re.findall(r"<int:(\w+)>", route)) for route in sorted(routes)]
    ours = [each for each in found if each[0].startswith(("desk/", "office/", "api/"))]
    return [(route, names) for route, names in ours if names and not set(names) & OF_THE_HOUSE]


def filled(route: str, names: list[str], things: list[Things]) -> str:
    """The address with the number of one of these things in the place of each name."""
    for name, of in zip(names, things, strict=True):
        route = route.replace(f"<int:{name}>", str(of[LIKE.get(name, name.removesuffix("_id"))]))
    return "/" + re.sub(r"<\w+:\w+>", "small", route)


@pytest.fixture
def priya(world: World, as_staff: Callable[[Staff], Client]) -> Client:
    return as_staff(world.priya)


@pytest.fixture
def program(world: World) -> dict[str, str]:
    """The header by which a program speaks for her."""
    return {"Authorization": f"Bearer {api_token(world.priya, at=clock.now())}"}


def answers(priya: Client, address: str, program: dict[str, str]) -> Iterator[Any]:
    """To every method that is heard there."""
    if address.startswith("/office/"):
        yield from (priya.get(address), priya.post(address))
        return
    body = TOLD.get(address.rpartition("/")[2], {})
    for method in ("GET", "POST", "PUT", "DELETE"):
        yield priya.generic(method, address, json.dumps(body), "application/json", headers=program)


def test_a_number_of_the_hotels_opens_nothing(priya: Client, program: dict[str, str], theirs: Things) -> None:
    for route, names in numbered():
        address = filled(route, names, [theirs] * len(names))
        told = [answer.status_code for answer in answers(priya, address, program)]
        assert set(told) <= {404, 405}, f"{address}: {told}"


def test_nor_behind_a_number_of_ones_own(
    world: World, priya: Client, program: dict[str, str], theirs: Things, mine: Things
) -> None:
    of_the_hotel = Entry.objects.filter(site_id=world.house.id).count()
    for route, names in numbered():
        if len(names) == 2:
            for answer in answers(priya, filled(route, names, [mine, theirs]), program):
                assert answer.status_code in (302, 404, 405), f"{route}: {answer.status_code}"
    assert Entry.objects.filter(site_id=world.house.id).count() == of_the_hotel
    assert Preference.objects.filter(id=theirs["preference"]).exists()


def test_no_list_tells_of_the_hotels(world: World, priya: Client, theirs: Things, mine: Things) -> None:
    lists = [route for route in addresses(get_resolver().url_patterns) if re.match(r"(desk|office)/[^<]*$", route)]
    pages = {route: priya.get(f"/{route}").content.decode(errors="replace") for route in lists}
    for route, words in pages.items():
        for name in (HIDDEN, HIDDEN.casefold(), world.ines.name, world.alice.name):
            assert name not in words, f"{name} in {route}"
    assert any("Mine" in words for words in pages.values())
