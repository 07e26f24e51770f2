"""A customer asks what the house holds of them, and a manager gives it to them in one file."""

import json
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client

from tests.world import World
from wellserved.ground.accounts.models import Staff
from wellserved.ground.customers import actions as customers
from wellserved.ground.customers.events import DataGiven
from wellserved.ground.customers.models import Customer, Identity, Preference
from wellserved.ground.journal.actor import customer, staff
from wellserved.ground.journal.models import Entry
from wellserved.learning.suggestions.actions import suggest
from wellserved.serving.channels.email.actions import receive
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations.models import Attachment, Conversation
from wellserved.serving.conversations.rules import Incoming

pytestmark = pytest.mark.django_db
SignIn = Callable[[Staff], Client]
ADDRESS = "nora@rowan.example"
MAIL = f"""\
From: Nora <{ADDRESS}>
To: hello@linden.example
Subject: A lost key
Date: Wed, 18 Nov 2026 10:00:00 +0000
Message-ID: <key@rowan.example>
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain; charset=utf-8

I lost my <b>key</b>.
--b
Content-Type: text/plain; name="../../etc/k:ey.txt"
Content-Disposition: attachment; filename="../../etc/k:ey.txt"

It looks like this.
--b--
"""


@pytest.fixture
def nora(world: World, at: datetime) -> Customer:
    receive(world.mailboxes["linden-house"], MAIL.encode(), via="pipe", at=at)
    matter = Conversation.objects.get(subject="A lost key")
    by = staff(world.ines.id)
    conversations.say(matter, "We have found it.", by=by, at=at)
    conversations.note(matter, "She loses things.", by=by, at=at)
    customers.note_preference(matter.customer, Preference.LIKE, "tea", by=by, at=at)
    suggest(world.house, "A hook for keys", email=ADDRESS, at=at)
    return matter.customer


def given(client: Client, whom: Customer, **said: str) -> ZipFile:
    answer = client.post(f"/desk/customers/{whom.id}/data/", said)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    return ZipFile(BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]


@pytest.mark.django_db(transaction=True)  # as a request has it: none is open around the page
def test_all_that_was_said_is_in_one_file(world: World, nora: Customer, as_staff: SignIn) -> None:
    file = given(as_staff(world.maren), nora, notes="1")
    told = json.loads(file.read("data.json"))
    assert told["customer"]["reached by"][0]["value"] == ADDRESS
    assert told["customer"]["likes"] == ["tea"]
    assert told["suggestions"]["made"][0]["words"] == "A hook for keys"
    (matter,) = told["matters"]
    words = [message["text"] for message in matter["messages"]]
    assert words == ["I lost my <b>key</b>.", "We have found it.", "She loses things."]
    mail = matter["messages"][0]["mail"]
    assert file.read(mail) == MAIL.encode()
    (enclosed,) = matter["messages"][0]["files"]
    assert file.read(enclosed["file"]).strip() == b"It looks like this."
    page = file.read("read-me.html").decode()
    assert "I lost my &lt;b&gt;key" in page
    assert "We have found it." in page
    assert file.testzip() is None
    assert Entry.objects.of_kinds(DataGiven).get().customer_id == nora.id


def test_no_name_leads_out_of_the_file(world: World, nora: Customer, as_staff: SignIn) -> None:
    for name in given(as_staff(world.maren), nora).namelist():
        assert ".." not in name.split("/")
        assert name.count("/") <= 1
        assert not set(name) & set('\\:*?"<>|')


def test_notes_and_what_is_harmful_can_be_left_out(world: World, nora: Customer, as_staff: SignIn) -> None:
    Attachment.objects.update(scan=Attachment.INFECTED)
    file = given(as_staff(world.maren), nora)
    assert sorted(file.namelist()) == ["data.json", "read-me.html"]
    told = json.loads(file.read("data.json"))
    assert "She loses things." not in str(told)
    assert "harmful" in told["matters"][0]["messages"][0]["files"][0]["file"]


def test_others_have_only_their_own_words(world: World, nora: Customer, at: datetime, as_staff: SignIn) -> None:
    bystander = customers.recognise(Identity.EMAIL, "otto@example.org", name="Otto", at=at)
    own = Incoming("email", "otto@example.org", "Is there a lift?", subject="A lift")
    conversations.open(own, customer=bystander, site=world.house, at=at)
    told = given(as_staff(world.maren), bystander, notes="1").read("data.json").decode()
    assert "Is there a lift?" in told
    assert "key" not in told
    assert ADDRESS not in told


def test_only_who_answers_for_all_of_them_may(world: World, nora: Customer, at: datetime, as_staff: SignIn) -> None:
    path = f"/desk/customers/{nora.id}/data/"
    assert as_staff(world.ines).post(path).status_code == 404
    assert as_staff(world.maren).get(path).status_code == 405
    pantry = Incoming("email", ADDRESS, "Tea, please", subject="Tea")
    conversations.open(pantry, customer=nora, site=world.pantry, at=at)
    elsewhere = as_staff(world.tobias).post(path, follow=True).content.decode()
    assert "sites that are not yours" in elsewhere


def test_what_they_said_at_sites_out_of_reach_is_not_seen(
    world: World, nora: Customer, at: datetime, as_staff: SignIn
) -> None:
    suggest(world.pantry, "More teas", email=ADDRESS, at=at)
    other = Incoming("email", "otto@example.org", "Is it in stock?", subject="Stock")
    matter, _ = conversations.open(other, customer=world.bob, site=world.pantry, at=at)
    conversations.add_participant(matter, ADDRESS, by=staff(world.maren.id), at=at)
    hers = Incoming("email", ADDRESS, "I want it too")
    conversations.receive(matter, hers, by=customer(nora.id), at=at)
    for who, seen in ((world.maren, True), (world.tobias, False)):
        told = given(as_staff(who), nora).read("data.json").decode()
        assert ("More teas" in told, "I want it too" in told, "A hook for keys" in told) == (seen, seen, True)
        assert "in stock?" not in told
