"""Two guests suggest the same; it is answered once, in public, and both who left an address hear of it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path

from django.conf import settings
from django.test import Client

from tests.world import World
from wellserved.ground import clock
from wellserved.ground.accounts.models import Staff
from wellserved.learning.suggestions.models import Suggestion
from wellserved.serving.conversations.models import Conversation, Direction
from wellserved.surfaces.counter.contact_form import new_key


def mails_to(address: str) -> list[str]:
    kept = [message_from_bytes(file.read_bytes(), policy=policy.default) for file in Path(settings.OUTBOX).glob("*")]
    return [mail.as_string() for mail in kept if address in str(mail["To"])]


def suggests(text: str, email: str) -> Suggestion:
    form = {"text": text, "email": email, "key": new_key(clock.now() - timedelta(minutes=1))}
    Client().post("/suggest/linden-quay/", form)
    return Suggestion.objects.latest("id")


def test_the_same_suggestion_twice_is_answered_once(
    world: World, run_jobs: Callable[[datetime], int], as_staff: Callable[[Staff], Client]
) -> None:
    bob = world.email_of(world.bob)
    first = suggests("Bicycles for guests would be lovely.", bob)
    second = suggests("Why can one not rent a bike?", "ann.lee@post.example")
    assert not Conversation.objects.exists()

    # Sander sees that they say the same, and answers both.
    office, sander = "/office/suggestions", as_staff(world.sander)
    sander.post(f"{office}/{second.id}/merging/", {"into": first.id})
    told = {"state": "done", "title": "Bicycles for guests", "answer": "Six stand in the yard.", "tell": "1"}
    sander.post(f"{office}/{first.id}/answer/", {**told, "seen": "0"})
    run_jobs(clock.now())
    for address in (bob, "ann.lee@post.example"):
        (mail,) = mails_to(address)
        assert "Six stand in the yard." in mail

    # Everybody reads it, and who wants the same says so.
    page = f"/suggestions/linden-quay/{first.id}/support/"
    shown = Client().post(page, {"token": "a browser of its own"}, follow=True).content.decode()
    assert "Six stand in the yard." in shown
    assert "3 voices" in shown

    # What one of them writes back comes to the desk, in the conversation that the answer began.
    answered = Conversation.objects.get(customer=world.bob)
    assert [message.direction for message in answered.messages.all()] == [Direction.OUTBOUND]
    assert answered.site == world.quay
    assert as_staff(world.ines).get(f"/desk/conversations/{answered.id}/").status_code == 404
