"""A conversation at the desk: what it shows, and what can be done in it."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from tests.world import World
from wellserved.ground import files
from wellserved.ground.customers.models import Preference
from wellserved.ground.journal.actor import customer, staff
from wellserved.serving.conversations import actions
from wellserved.serving.conversations.models import Attachment, Conversation, Direction, Message, Status
from wellserved.serving.conversations.rules import Incoming, NewFile
from wellserved.serving.standards.actions import act_on_clocks


@pytest.fixture
def here(matter: Conversation) -> str:
    return f"/desk/conversations/{matter.id}/"


def reply(client: Client, here: str, matter: Conversation, **form: Any) -> HttpResponse:
    seen = matter.messages.latest("id").id
    return client.post(  # type: ignore[return-value]
        f"{here}messages/", {"text": "Of course.", "seen": seen, "submission": "one", "then": "wait", **form}
    )


def answers(matter: Conversation) -> list[Message]:
    return list(matter.messages.filter(direction=Direction.OUTBOUND))


def test_it_shows_what_was_said_with_the_quote_folded(ines: Client, here: str) -> None:
    page = ines.get(here).content.decode()
    assert "May we come late?" in page
    assert '<details class="quoted">' in page


def test_it_costs_the_same_with_fifty_messages(
    ines: Client, here: str, matter: Conversation, world: World, at: datetime, django_assert_max_num_queries: Any
) -> None:
    for minute in range(60):
        incoming = Incoming("email", "alice@rowan.example", f"Word {minute}")
        actions.receive(matter, incoming, by=customer(world.alice.id), at=at + timedelta(minutes=minute))
    with django_assert_max_num_queries(32):
        page = ines.get(here)
    assert page.content.count(b'class="said inbound"') == 50
    (further,) = re.findall(r'hx-get="([^"]+before=[^"]+)"', page.content.decode())
    older = ines.get(further, headers={"HX-Request": "true"})
    assert older.content.count(b'class="said inbound"') == 11


def test_a_reply_is_held_and_then_waits_for_the_customer(ines: Client, here: str, matter: Conversation) -> None:
    assert reply(ines, here, matter).status_code == 302
    (message,) = answers(matter)
    assert message.delivery == Message.HELD
    assert b"Take back" in ines.get(here).content


def test_rich_text_is_cleaned(ines: Client, here: str, matter: Conversation) -> None:
    reply(ines, here, matter, html='<b onclick="x()">Of course.</b><script>alert(1)</script>')
    (message,) = answers(matter)
    assert message.html == "<b>Of course.</b>"


def test_a_form_sent_twice_answers_once(ines: Client, here: str, matter: Conversation) -> None:
    reply(ines, here, matter)
    reply(ines, here, matter, seen=matter.messages.earliest("id").id)
    assert len(answers(matter)) == 1


def test_news_are_shown_before_the_answer_goes(
    ines: Client, here: str, matter: Conversation, world: World, at: datetime
) -> None:
    seen = matter.messages.latest("id").id
    incoming = Incoming("email", "alice@rowan.example", "Forget it, we come early.")
    actions.receive(matter, incoming, by=customer(world.alice.id), at=at + timedelta(minutes=1))
    refused = reply(ines, here, matter, seen=seen)
    assert refused.status_code == 409
    assert b"Something new was said" in refused.content
    assert b"Of course." in refused.content
    assert not answers(matter)
    assert reply(ines, here, matter).status_code == 302


def test_loading_the_page_of_a_refused_answer_again_leads_back(ines: Client, here: str, matter: Conversation) -> None:
    message = matter.messages.get()
    assert ines.get(f"{here}messages/")["Location"] == here
    assert ines.get(f"{here}notes/")["Location"] == here
    assert ines.get(f"{here}messages/{message.id}/")["Location"] == f"{here}#message-{message.id}"


def test_an_empty_answer_keeps_the_page(ines: Client, here: str, matter: Conversation) -> None:
    refused = reply(ines, here, matter, text=" ")
    assert refused.status_code == 422
    assert b"Write something first" in refused.content


def test_files_go_with_the_answer(ines: Client, here: str, matter: Conversation) -> None:
    files = [SimpleUploadedFile("map.txt", b"turn left"), SimpleUploadedFile("menu.txt", b"soup")]
    reply(ines, here, matter, files=files)
    (message,) = answers(matter)
    assert [file.name for file in message.attachments.order_by("id")] == ["map.txt", "menu.txt"]


def test_taken_back_it_returns_into_the_composer(ines: Client, here: str, matter: Conversation) -> None:
    reply(ines, here, matter)
    (message,) = answers(matter)
    page = ines.post(f"{here}messages/{message.id}/", {"_method": "DELETE"})
    assert b"Of course." in page.content
    assert not answers(matter)


def test_nobody_takes_back_what_a_colleague_wrote(
    ines: Client, world: World, here: str, matter: Conversation, as_staff: Any
) -> None:
    reply(ines, here, matter)
    message = answers(matter)[0]
    yuki = as_staff(world.yuki)
    assert b"Take back" not in yuki.get(here).content
    page = yuki.post(f"{here}messages/{message.id}/", {"_method": "DELETE"}, follow=True)
    assert "Only who wrote it" in page.content.decode()
    assert answers(matter) == [message]


def test_too_late_to_take_back_is_said(
    ines: Client, here: str, matter: Conversation, world: World, at: datetime
) -> None:
    reply(ines, here, matter)
    (message,) = answers(matter)
    actions.let_go(message, by=staff(world.ines.id), at=at)
    response = ines.post(f"{here}messages/{message.id}/", {"_method": "DELETE"}, follow=True)
    assert b"on its way already" in response.content
    assert len(answers(matter)) == 1


def test_a_note_stays_in_the_house(ines: Client, here: str, matter: Conversation) -> None:
    assert ines.post(f"{here}notes/", {"text": "Regular guest.", "submission": "n"}).status_code == 302
    assert not Message.objects.public().filter(text="Regular guest.").exists()
    assert b"Regular guest." in ines.get(here).content
    assert ines.post(f"{here}notes/", {"text": ""}).status_code == 422


def test_closing_and_opening_again(ines: Client, here: str, matter: Conversation) -> None:
    assert ines.post(f"{here}closure/?box=open", {"_method": "PUT"})["Location"] == "/desk/?box=open"
    matter.refresh_from_db()
    assert matter.is_closed
    told = ines.get("/desk/?box=open").content.decode()
    assert "Undo" in told
    assert f'action="{here}closure/?box=open"' in told
    ines.post(f"{here}closure/?box=open", {"_method": "DELETE"})
    matter.refresh_from_db()
    assert matter.status == Status.OPEN


def test_giving_it_to_a_colleague_of_the_site(ines: Client, here: str, matter: Conversation, world: World) -> None:
    ines.post(f"{here}assignee/", {"_method": "PUT", "staff": world.yuki.id})
    matter.refresh_from_db()
    assert matter.assignee == world.yuki
    refused = ines.post(f"{here}assignee/", {"_method": "PUT", "staff": world.lotte.id}, follow=True)
    assert b"who serves at this site" in refused.content
    quicker = ines.post(f"{here}assignee/", {"_method": "PUT", "staff": world.marta.id, "expected": ""}, follow=True)
    assert b"Somebody else was quicker" in quicker.content
    ines.post(f"{here}assignee/", {"_method": "DELETE", "expected": world.yuki.id})
    matter.refresh_from_db()
    assert matter.assignee is None


def test_whose_word_is_next(ines: Client, here: str, matter: Conversation) -> None:
    ines.post(f"{here}waiting/", {"_method": "PUT"})
    matter.refresh_from_db()
    assert matter.status == Status.WAITING
    ines.post(f"{here}waiting/", {"_method": "DELETE"})
    matter.refresh_from_db()
    assert matter.status == Status.OPEN


def test_what_colleagues_note_about_a_customer(ines: Client, here: str, world: World) -> None:
    ines.post(f"{here}preferences/", {"kind": "like", "text": " a  quiet room "})
    preference = Preference.objects.get(customer=world.alice, text="a quiet room")
    assert b"a quiet room" in ines.get(here).content
    ines.post(f"{here}preferences/{preference.id}/", {"_method": "DELETE"})
    assert not Preference.objects.filter(id=preference.id).exists()
    refused = ines.post(f"{here}preferences/", {"kind": "hate", "text": "x"}, follow=True)
    assert b"Choose whether" in refused.content
    ines.post(f"{here}customer/", {"_method": "PUT", "name": "Alice R.", "note": "Comes each May."})
    world.alice.refresh_from_db()
    assert (world.alice.name, world.alice.note) == ("Alice R.", "Comes each May.")


def test_what_claims_to_belong_here_is_joined_with_one_click(
    ines: Client, matter: Conversation, world: World, at: datetime
) -> None:
    incoming = Incoming("email", "alice@work.example", "Even at midnight?", "Re: Late arrival")
    stray, _ = actions.open(
        incoming, customer=world.bob, site=world.house, perhaps_belongs_to=matter, at=at + timedelta(hours=1)
    )
    url = f"/desk/conversations/{stray.id}/"
    assert b"could not prove it" in ines.get(url).content
    joined = ines.post(f"{url}join/", {"_method": "PUT", "into": matter.id})
    assert joined["Location"].startswith(f"/desk/conversations/{matter.id}/")
    assert ines.get(url)["Location"] == f"/desk/conversations/{matter.id}/"


def test_what_only_seemed_to_belong_here_is_kept_apart(
    ines: Client, matter: Conversation, world: World, at: datetime
) -> None:
    incoming = Incoming("email", "bob@elsewhere.example", "My own matter", "Re: Late arrival")
    stray, _ = actions.open(incoming, customer=world.bob, site=world.house, perhaps_belongs_to=matter, at=at)
    ines.post(f"/desk/conversations/{stray.id}/join/", {"_method": "DELETE"})
    assert b"could not prove it" not in ines.get(f"/desk/conversations/{stray.id}/").content


def test_html_is_shown_in_a_frame_that_may_do_nothing(ines: Client, here: str, matter: Conversation) -> None:
    message = matter.messages.get()
    Message.objects.filter(id=message.id).update(html="<script>alert(1)</script><b>late</b>")
    response = ines.get(f"{here}messages/{message.id}/written/")
    assert b"<script" not in response.content
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "allow-scripts" not in policy
    assert "sandbox" in policy


def test_files_keep_the_browser_at_arms_length(
    ines: Client, here: str, matter: Conversation, world: World, at: datetime
) -> None:
    data = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
    file = NewFile("logo.svg", "image/svg+xml", len(data), files.keep(data))
    incoming = Incoming("email", "alice@rowan.example", "Our logo")
    message = actions.receive(matter, incoming, files=[file], by=customer(world.alice.id), at=at)
    attachment = Attachment.objects.get(message=message)
    url = f"{here}attachments/{attachment.id}/"
    assert b"drawing that can hold scripts" in ines.get(url).content
    response = ines.post(url, follow=True)
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]


def test_it_is_found_by_its_reference(ines: Client, here: str, matter: Conversation) -> None:
    assert ines.get(f"/desk/references/{matter.reference.lower()}/")["Location"] == here


def test_the_ticket_for_the_stream_is_never_kept(ines: Client, world: World) -> None:
    response = ines.get("/desk/stream-ticket/")
    assert response.json()["ticket"]
    assert "no-store" in response["Cache-Control"]


def test_a_clock_that_is_overdue_is_told_once(
    ines: Client, here: str, matter: Conversation, world: World, at: datetime
) -> None:
    """Its verdict is missed already, and it still runs until somebody answers."""
    act_on_clocks(at + timedelta(days=1))
    page = ines.get(here).content.decode()
    intended = page[page.index('id="intended"') :]
    intended = intended[: intended.index("</section>")]
    assert intended.count("has a first answer") == 1
    assert "data-due" in intended
