"""The Quay asks how easy it was, and nothing else; who found it hard is somebody's to win back all the same."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.test import Client

from tests.world import World
from wellserved.ground.accounts.models import Staff
from wellserved.ground.clock import now
from wellserved.ground.journal.actor import SYSTEM, staff
from wellserved.learning.feedback import actions as feedback
from wellserved.learning.recovery.models import Recovery
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations import links
from wellserved.serving.conversations.models import Purpose
from wellserved.serving.conversations.rules import Incoming


def test_who_found_it_hard_is_won_back(
    world: World, run_jobs: Callable[[datetime], int], as_staff: Callable[[Staff], Client]
) -> None:
    # Of those whose matter is closed at the Quay, all are asked how easy it was, at most 40 a month.
    at = now() - timedelta(hours=1)
    survey = feedback.make("ces", name="How easy", site=world.quay, by=SYSTEM, at=at)
    told = {"share": 100, "site_quota": 40}
    feedback.describe(survey, name="How easy", after_closing=True, **told, by=SYSTEM, at=at)
    feedback.switch_on(survey, starts_at=at, by=SYSTEM, at=at)

    # Bob needed four mails to move his booking.
    mail = Incoming("email", world.email_of(world.bob), "I ask for the fourth time.", subject="My booking")
    matter, _ = conversations.open(mail, customer=world.bob, site=world.quay, at=at)
    conversations.say(matter, "It is moved.", by=staff(world.sander.id), at=at)
    conversations.close(matter, by=staff(world.sander.id), at=at)
    run_jobs(now())

    # A click in the mail is his answer, and it is on Sander's list at once, told as it was asked.
    question = matter.messages.get(purpose=Purpose.SURVEY)
    survey_page = f"/survey/{links.secret_of(question.id)}/"
    guest, sander = Client(), as_staff(world.sander)
    guest.post(f"{survey_page}answers/", {"answer": "2", "followed": "1"})
    assert "Ease 2 (1 to 7)" in sander.get("/office/recovery/?whose=mine").content.decode()
    desk = sander.get(f"/desk/conversations/{matter.id}/").content.decode()
    assert desk.count("Ease 2 (1 to 7)") == 2, "beside the matter, and in what is known of him"

    # He meant the other end of the scale, says so in time, and nobody has to do anything.
    guest.post(f"{survey_page}answers/", {"answer": "6"})
    assert Recovery.objects.get().withdrawn_at is not None
    assert "Ease" not in sander.get("/office/recovery/?whose=mine").content.decode()
