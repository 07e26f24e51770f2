"""A customer is erased: whatever the house held of them is nowhere any more, and nobody else lost anything."""

import os
import time
import zlib
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from email.message import EmailMessage
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from tests.world import World, found
from wellserved.ground import files, shelf
from wellserved.ground.customers import actions as customers
from wellserved.ground.customers.models import Company, Customer, Erasure, Identity
from wellserved.ground.ids import fingerprint
from wellserved.ground.jobs.models import Job
from wellserved.ground.jobs.registry import load
from wellserved.ground.journal.actor import staff
from wellserved.ground.journal.models import Entry
from wellserved.ground.repeats.models import Request
from wellserved.learning.feedback import actions as feedback
from wellserved.learning.feedback.given import Given
from wellserved.learning.feedback.models import Response
from wellserved.learning.recovery.models import Recovery
from wellserved.learning.retention.actions import spoke
from wellserved.learning.suggestions import actions as suggestions
from wellserved.learning.suggestions.links import Wish
from wellserved.learning.themes.models import Theme, ThemeText
from wellserved.serving.channels.email.actions import receive
from wellserved.serving.channels.email.models import RawMail, SenderRule, ShownPictures
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations.models import Conversation, Message
from wellserved.serving.conversations.rules import NewFile
from wellserved.serving.standards.models import Excuse, Standard

MARK, PART = "Quetzalcoatlus", b"zalcoatl"  # of the second, since an index keeps of a word what its neighbour lacks
ADDRESS = "quetzalcoatlus@quetzal.example"
BEN = "ben@stone.example"
SHARED = b"The menu of the house, which everybody gets."


def mail(to: str, sender: str, words: str, *extra: bytes, about: str = "") -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, about or words[:60]
    message["Message-ID"] = f"<{fingerprint(sender + words)}@post.example>"
    message.set_content(words)
    for data in extra:
        message.add_attachment(data, maintype="application", subtype="pdf", filename=f"{words[:20]}.pdf")
    return message.as_bytes()


def fill(world: World, at: datetime, run_jobs: Callable[[datetime], int]) -> Customer:
    """A customer who left the mark wherever a text can be left."""
    hello, by, me = world.hello.address, staff(world.ines.id), f"{MARK} Ürgen-Groß <{ADDRESS}>"
    receive(world.hello, mail(hello, me, f"{MARK} asks for a cot", MARK.encode() * 40, SHARED), via="pipe", at=at)
    customer = Identity.objects.get(value=ADDRESS).customer
    company = Company.objects.create(name=f"{MARK} & Sons")
    Customer.objects.filter(id=customer.id).update(company=company)
    customers.describe(customer, name=f"{MARK} Ürgen-Groß", note=f"{MARK} is allergic.", by=by, at=at)
    customers.note_preference(customer, "like", f"{MARK} likes quiet", by=by, at=at)
    matter = Conversation.objects.get(customer=customer)
    file = NewFile(f"{MARK}.txt", "text/plain", 44, files.keep(SHARED))
    conversations.say(matter, f"Dear {MARK}, yes.", files=[file], by=by, at=at)
    conversations.note(matter, f"{MARK} was loud.", by=by, at=at)
    conversations.hold(matter, f"{MARK}, this is not sent yet.", by=by, at=at)
    conversations.add_participant(matter, f"aunt@{MARK}.example".lower(), name=f"Aunt {MARK}", by=by, at=at)
    run_jobs(at)
    conversations.close(matter, by=by, at=at)
    invitation = feedback.invite(matter, by=by, at=at)
    assert invitation
    said = feedback.answer(invitation, Given(comparison=-2, words=f"{MARK} was disappointed"), at=at)
    said.answers.create(question="why", value=f"{MARK} says why")
    Recovery.objects.filter(response=said).update(done=f"Called {MARK}")
    standard = Standard.objects.order_by("id")[0]
    Excuse.objects.create(
        conversation_id=matter.id, standard=standard, started_seq=1, reason=f"{MARK} came late", at=at
    )
    theirs = suggestions.suggest(world.house, f"{MARK} wants bicycles", email=ADDRESS, name=MARK, at=at)
    suggestions.from_response(said, by=by, at=at)
    other = suggestions.suggest(world.house, "Umbrellas!", at=at)
    suggestions.confirm(other, Wish(other.id, ADDRESS, "voice"), at=at)
    suggestions.ask_to_confirm(theirs, ADDRESS, "browser", at=at + timedelta(days=90))
    spoke(customer, world.house, by=by, at=at)
    theme = Theme.objects.create(terms=["cot"], found_at=at, seen_at=at)
    place = {"conversation_id": matter.id, "customer_id": customer.id, "site_id": world.house.id}
    ThemeText.objects.create(theme=theme, kind="response", text_id=said.id, at=at, weight=1, **place)
    SenderRule.objects.create(pattern=ADDRESS, verdict="allow", at=at)
    ShownPictures.objects.create(address=ADDRESS, at=at)
    Job.objects.create(
        kind="email.deliver", last_error=f"550 {ADDRESS} unknown", due_at=at, created_at=at, parked_at=at
    )
    Request.objects.create(
        who="staff:1", key="k", fingerprint="f", begun_at=at, status=201, answer=f'{{"to": "{ADDRESS}"}}'
    )
    shelf.shelved("drawn", lambda: MARK.encode())
    # Held: nobody let it in; its file is kept all the same.
    held = receive(world.hello, mail(hello, me, f"{MARK} again", b"held" + MARK.encode()), via="pipe", at=at)
    RawMail.objects.filter(id=held.id).update(state=RawMail.QUARANTINED, message=None)
    Message.objects.filter(conversation__customer=customer, subject__contains="again").delete()
    # They took part in another's matter.
    receive(world.hello, mail(hello, f"Ben Stone <{BEN}>", "For two, please", SHARED), via="pipe", at=at)
    bens = Conversation.objects.get(customer__identities__value=BEN)
    conversations.add_participant(bens, ADDRESS, name=MARK, by=by, at=at)
    conversations.say(bens, "With pleasure.", by=by, at=at)
    run_jobs(at)
    answered = bens.messages.get(direction="outbound").outgoing.header_id
    wrote = mail(hello, me, f"{MARK} brings a dog", about="Re: For two, please").replace(
        b"Subject:", f"In-Reply-To: <{answered}>\nSubject:".encode(), 1
    )
    assert receive(world.hello, wrote, via="pipe", at=at).message.conversation_id == bens.id  # type: ignore[union-attr]
    run_jobs(at)
    return customer


def tables() -> Iterator[tuple[str, str]]:
    """Each table with all that stands in it, as text; what was compressed is told in full."""
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f'SELECT * FROM "{table}"')
            yield table, " ".join(_told(value) for row in cursor.fetchall() for value in row)


def _told(value: Any) -> str:
    if isinstance(value, bytes | memoryview):
        raw = bytes(value)
        try:
            raw = zlib.decompress(raw)
        except zlib.error:
            pass
        return raw.decode("latin-1")
    return str(value)


def where_marked() -> set[str]:
    """The tables and files in which the mark stands."""
    word = MARK.casefold()
    found = {table for table, told in tables() if word in told.casefold()}
    folders = [Path(settings.DATA), Path(settings.FILES), Path(settings.OUTBOX)]
    for path in {path for folder in folders for path in folder.rglob("*") if path.is_file()}:
        if MARK.encode().lower() in path.read_bytes().lower():
            found.add(str(path.relative_to(settings.DATA)))
    if connection.vendor == "sqlite":
        name = str(connection.settings_dict["NAME"])
        for path in (Path(name), Path(f"{name}-wal")):
            if path.exists() and PART in path.read_bytes().lower():
                found.add(path.name)
    return found


def grow_old() -> None:
    """Nobody is enclosing these files at this moment."""
    then = time.time() - 2 * files.YOUNG_SECONDS
    for path in Path(settings.FILES).rglob("*"):
        if path.is_file():
            os.utime(path, (then, then))


@pytest.mark.django_db(transaction=True)
def test_nothing_is_left_of_them(run_jobs: Callable[[datetime], int], at: datetime) -> None:
    load()
    world = found()
    customer = fill(world, at, run_jobs)
    marked = where_marked()
    for table in ("customers_customer", "customers_company", "conversations_message", "email_rawmail", "jobs_job"):
        assert table in marked
    assert {name.partition("/")[0] for name in marked if "/" in name} >= {"files", "shelf", "outbox"}
    journal = list(Entry.objects.order_by("id").values_list("id", "kind", "measures"))
    responses = list(Response.objects.order_by("id").values_list("id", "comparison"))
    grow_old()

    erasure = customers.ask_erasure(customer, Erasure.ASKED, at_once=True, by=staff(world.maren.id), at=at)
    assert customers.erase(erasure.id, at=at)
    run_jobs(at)
    assert customers.sweep(erasure.id, at=at)

    assert where_marked() == set()
    assert Customer.objects.get(id=customer.id).name == "Erased customer"
    assert list(Response.objects.order_by("id").values_list("id", "comparison")) == responses
    assert list(Entry.objects.order_by("id").values_list("id", "kind", "measures"))[: len(journal)] == journal
    assert files.path(sha256(SHARED).hexdigest()).read_bytes() == SHARED
    assert not files.path(sha256(MARK.encode() * 40).hexdigest()).exists()
    bens = Conversation.objects.get(customer__identities__value=BEN)
    assert [message.text.strip() for message in bens.messages.order_by("id")][:2] == [
        "For two, please",
        "With pleasure.",
    ]
    assert bens.messages.count() == bens.message_count
