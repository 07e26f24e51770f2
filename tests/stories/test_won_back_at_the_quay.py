"""A guest of the Quay is unhappy, hears from us in time, is asked again and says that it is right now."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

from django.test import Client

from tests.world import World
from wellserved.ground.accounts.models import Staff
from wellserved.ground.clock import now
from wellserved.ground.journal.actor import staff
from wellserved.learning.recovery import rules
from wellserved.learning.recovery.models import Recovery
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations import links
from wellserved.serving.conversations.models import Conversation, Purpose
from wellserved.serving.conversations.rules import Incoming


def the_latest_question(matter: Conversation) -> str:
    """The way to the survey in the mail that asked last."""
    mail = matter.messages.filter(purpose=Purpose.SURVEY).latest("id")
    assert re.search(r"/survey/~secret~/", mail.text)
    return f"/survey/{links.secret_of(mail.id)}/"


def test_the_unhappy_guest_is_won_back(
    world: World, run_jobs: Callable[[datetime], int], as_staff: Callable[[Staff], Client]
) -> None:
    # Bob asked for a quiet room, and got one beside the lift.
    at = now() - timedelta(hours=1)
    mail = Incoming("email", world.email_of(world.bob), "A quiet room, please.", subject="A quiet room")
    matter, _ = conversations.open(mail, customer=world.bob, site=world.quay, at=at)
    conversations.say(matter, "Of course.", by=staff(world.sander.id), at=at)
    conversations.close(matter, by=staff(world.sander.id), at=at)
    run_jobs(now())

    # He says so; whoever served him finds it on his list at once, and the other hotel does not.
    guest, sander = Client(), as_staff(world.sander)
    guest.post(f"{the_latest_question(matter)}answers/", {"answer": "1", "words": "The lift ran all night."})
    assert "The lift ran all night." in sander.get("/office/recovery/?whose=mine").content.decode()
    assert "The lift ran all night." not in as_staff(world.ines).get("/office/recovery/").content.decode()

    # Sander writes to him, makes it right, and says what he did.
    recovery = Recovery.objects.get()
    sander.post(f"/office/recovery/{recovery.id}/taking/", {"after": ""})
    conversations.say(matter, "I am sorry. Your next night is on us.", by=staff(world.sander.id), at=now())
    told = {"outcome": "recovered", "done": "A night in a quiet room, for free."}
    sander.post(f"/office/recovery/{recovery.id}/outcome/", told)
    assert matter.messages.filter(purpose=Purpose.SURVEY).count() == 1, "nobody is asked at once"

    # A day later he is asked how it is now, quiet time or not, and his answer decides.
    run_jobs(now() + rules.ASKED_AFTER)
    assert matter.messages.filter(purpose=Purpose.SURVEY).count() == 2
    guest.post(f"{the_latest_question(matter)}answers/", {"answer": "4"})
    recovery.refresh_from_db()
    assert (recovery.outcome, recovery.customer_says) == ("recovered", "recovered")
    assert recovery.contacted_at is not None
    assert recovery.contacted_at < recovery.contact_due_at
    page = sander.get(f"/desk/conversations/{matter.id}/").content.decode()
    assert "Asked again, they say: recovered" in page
