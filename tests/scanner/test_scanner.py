"""What a real clamd finds is seen by everybody, goes to nobody, and holds up no mail."""

from datetime import datetime
from email.message import EmailMessage
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.scanner.clamd import EICAR, FINDING, Clamd
from tests.world import World
from wellserved.console.checking.scanner import look
from wellserved.ground.journal.models import Entry
from wellserved.ground.safety import scan
from wellserved.serving.channels.email.actions import receive
from wellserved.serving.conversations.actions.scanning import scan_again
from wellserved.serving.conversations.models import Attachment, Direction, Message


def write(world: World, at: datetime, *files: bytes) -> Message:
    """A mail of Alice's with files."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = world.email_of(world.alice), world.hello.address, "Our photographs"
    mail.set_content("Here they are.")
    for number, data in enumerate(files, 1):
        mail.add_attachment(data, maintype="image", subtype="jpeg", filename=f"photo {number}.jpg")
    message = receive(world.hello, mail.as_bytes(), via="pipe", at=at).message
    assert message
    return message


def found() -> list[int]:
    return [entry.measures["attachment_id"] for entry in Entry.objects.filter(kind="FileFoundInfected")]


def test_an_infected_file_comes_in_and_says_so(clamd: Clamd, world: World, at: datetime) -> None:
    first, second = write(world, at, EICAR, b"a photograph").attachments.order_by("id")
    assert (first.scan, first.finding) == ("infected", FINDING)
    assert (second.scan, second.finding) == ("clean", "")
    assert found() == [first.id]


def test_without_a_scanner_nothing_is_said(world: World, at: datetime) -> None:
    assert write(world, at, EICAR).attachments.get().scan == ""


def test_a_scanner_that_is_down_holds_no_mail_up_and_is_asked_again(clamd: Clamd, world: World, at: datetime) -> None:
    clamd.stop()
    message = write(world, at, EICAR, b"a photograph")
    assert {file.scan for file in message.attachments.all()} == {"failed"}
    scan.rest.end()
    assert scan_again() == 0
    clamd.start()
    scan.rest.end()
    assert scan_again() == 2
    assert scan_again() == 0
    assert [file.scan for file in message.attachments.order_by("id")] == ["infected", "clean"]
    assert len(found()) == 1


def test_what_is_too_large_for_the_scanner_is_not_called_clean(clamd: Clamd) -> None:
    assert scan.scanned(b"x" * 2_000_000).state == scan.FAILED
    scan.rest.end()
    assert scan.scanned(b"x").state == scan.CLEAN


def test_we_send_nothing_harmful(clamd: Clamd, world: World, at: datetime, as_staff: Any) -> None:
    message = write(world, at)
    here = f"/desk/conversations/{message.conversation_id}/"
    upload = SimpleUploadedFile("map.pdf", EICAR)
    form = {"text": "The way.", "seen": message.id, "submission": "one", "then": "wait", "files": [upload]}
    page = as_staff(world.ines).post(f"{here}messages/", form)
    assert page.status_code == 422
    assert "is harmful" in page.content.decode()
    assert "The way." in page.content.decode()
    assert not Message.objects.filter(direction=Direction.OUTBOUND, text="The way.").exists()


def test_only_a_manager_gets_it_and_only_when_sure(clamd: Clamd, world: World, at: datetime, as_staff: Any) -> None:
    message = write(world, at, EICAR)
    file = message.attachments.get()
    here = f"/desk/conversations/{message.conversation_id}/"
    address = f"{here}attachments/{file.id}/"
    agent, manager = as_staff(world.callum), as_staff(world.tobias)
    assert "is harmful" in agent.get(here).content.decode()
    assert agent.get(address).status_code == 403
    assert agent.post(address).status_code == 403
    assert agent.get(f"{here}messages/{message.id}/raw/").status_code == 404
    lead = as_staff(world.ines)
    assert lead.get(f"{here}messages/{message.id}/raw/").status_code == 403
    asked = manager.get(address)
    assert FINDING in asked.content.decode()
    assert EICAR not in asked.content
    got = manager.post(address, follow=True)
    assert b"".join(got.streaming_content) == EICAR
    page = agent.get("/desk/infected/").content.decode()
    assert FINDING in page
    assert FINDING not in as_staff(world.lotte).get("/desk/infected/").content.decode()


def test_the_customer_does_not_get_it_either(clamd: Clamd, world: World, at: datetime, client: Any) -> None:
    from wellserved.serving.conversations.links import status_token

    file = write(world, at, EICAR).attachments.get()
    token = status_token(file.message.conversation)
    assert client.get(f"/status/{token}/attachments/{file.id}/").status_code in (403, 404)


@pytest.mark.django_db
def test_the_check_says_how_the_scanner_is(clamd: Clamd) -> None:
    (finding,) = look()
    assert finding.in_place
    assert "ClamAV" in finding.says
    clamd.stop()
    (finding,) = look()
    assert not finding.in_place


def test_files_that_wait_are_counted(clamd: Clamd, world: World, at: datetime) -> None:
    clamd.stop()
    write(world, at, b"one", b"two")
    assert Attachment.objects.filter(scan="failed").count() == 2
    assert any("2 files wait" in finding.says for finding in look())
