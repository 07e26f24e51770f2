"""Letters are read, taken home, and wished for or not; colleagues read their praise."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.world import World
from wellserved.ground.jobs.models import Job
from wellserved.ground.journal.actor import SYSTEM, staff
from wellserved.learning.feedback.actions import answer, invite
from wellserved.learning.feedback.given import Given
from wellserved.learning.letters import actions, reads
from wellserved.learning.letters.models import Letter
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations.rules import Incoming

pytestmark = pytest.mark.django_db
AsStaff = Callable[[Any], Client]
PAGE = "/office/quality/letters/"
MIDDLE = datetime(2026, 10, 14, 10, tzinfo=UTC)


@pytest.fixture
def letter(world: World) -> Letter:
    """Of October at Linden House, where Alice was delighted by Ines."""
    message = Incoming("email", world.email_of(world.alice), "Is there a late check-out?", "Late check-out")
    matter, _ = conversations.open(message, customer=world.alice, site=world.house, at=MIDDLE)
    conversations.say(matter, "Until one.", by=staff(world.ines.id), at=MIDDLE + timedelta(minutes=20))
    conversations.close(matter, by=staff(world.ines.id), at=MIDDLE + timedelta(hours=1))
    invitation = invite(matter, closure_seq=matter.id, by=SYSTEM, at=MIDDLE + timedelta(hours=2))
    assert invitation is not None
    answer(invitation, Given(2, {}, "Ines <b>saved</b> our day."), at=MIDDLE + timedelta(hours=3))
    written = actions.write(world.house, date(2026, 10, 1), at=datetime(2026, 11, 1, 9, tzinfo=UTC))
    assert written is not None
    return written


def test_before_the_first_letter_the_page_says_when_it_comes(world: World, as_staff: AsStaff) -> None:
    assert "No letters yet" in as_staff(world.tobias).get(PAGE).content.decode()


def test_a_letter_is_read_printed_and_forwarded(world: World, letter: Letter, as_staff: AsStaff) -> None:
    client = as_staff(world.tobias)
    assert f"{PAGE}{letter.id}/" in client.get(PAGE).content.decode()
    page = client.get(f"{PAGE}{letter.id}/").content.decode()
    assert "In October 2026 Linden House served 1 matter." in page
    assert "Ines &lt;b&gt;saved&lt;/b&gt; our day." in page
    assert "mailto:?subject=Linden%20House%2C%20October%202026" in page
    assert page.count("<title>") > 10  # each chart says what it shows
    assert " style=" not in page
    paper = client.get(f"{PAGE}{letter.id}/paper/")
    assert paper["Content-Type"] == "application/pdf"
    assert paper.content.startswith(b"%PDF")


def test_one_has_it_mailed_to_oneself(world: World, letter: Letter, as_staff: AsStaff) -> None:
    Job.objects.filter(kind=actions.SEND).delete()
    assert as_staff(world.maren).post(f"{PAGE}{letter.id}/copies/")["Location"] == f"{PAGE}{letter.id}/"
    [job] = Job.objects.filter(kind=actions.SEND)
    assert (job.payload["letter"], job.payload["staff"]) == (letter.id, world.maren.id)


def test_the_next_letter_can_be_read_before_it_is_one(world: World, as_staff: AsStaff) -> None:
    client = as_staff(world.tobias)
    page = client.get(f"{PAGE}preview/?site={world.house.id}").content.decode()
    assert "The month is not over" in page
    assert "Linden House served 0 matters." in page
    assert Letter.objects.count() == 0
    for other in (world.pantry.id, "", "x"):
        assert client.get(f"{PAGE}preview/?site={other}").status_code == 404


@pytest.mark.parametrize("who", ["sander", "callum", "stranger"])
def test_others_have_no_such_letter(world: World, letter: Letter, as_staff: AsStaff, who: str) -> None:
    client = as_staff(getattr(world, who))
    assert client.get(f"{PAGE}{letter.id}/").status_code in (403, 404)
    assert client.get(f"{PAGE}{letter.id}/paper/").status_code in (403, 404)
    assert client.post(f"{PAGE}{letter.id}/copies/").status_code in (403, 404)
    assert client.post(f"{PAGE}wishes/", {"site": world.house.id}).status_code in (403, 404)


def test_one_says_whether_one_wants_it(world: World, as_staff: AsStaff) -> None:
    client = as_staff(world.tobias)
    client.post(f"{PAGE}wishes/", {"site": world.quay.id})
    assert world.tobias not in reads.readers(world.house)
    assert "checked" in client.get(PAGE).content.decode()
    client.post(f"{PAGE}wishes/", {"site": [world.house.id, world.quay.id, world.pantry.id]})
    assert world.tobias in reads.readers(world.house)
    assert world.tobias not in reads.readers(world.pantry)


def test_a_colleague_reads_what_was_said_about_their_work(world: World, letter: Letter, as_staff: AsStaff) -> None:
    page = as_staff(world.ines).get("/desk/praise/").content.decode()
    assert "Ines &lt;b&gt;saved&lt;/b&gt; our day." in page
    assert "Nothing here yet" in as_staff(world.callum).get("/desk/praise/").content.decode()
