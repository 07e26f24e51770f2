"""The house's own lists of senders."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from tests.world import World
from wellserved.ground.accounts.models import Staff
from wellserved.serving.channels.email.models import SenderRule

HERE = "/office/settings/senders/"
SignedIn = Callable[[Staff], Client]


def test_a_sender_is_put_on_the_list_and_taken_off(as_staff: SignedIn, world: World) -> None:
    tobias = as_staff(world.tobias)
    page = tobias.post(HERE, {"pattern": " @Spam.Example", "verdict": "block"}, follow=True).content.decode()
    rule = SenderRule.objects.get()
    assert (rule.pattern, rule.verdict, rule.by_staff) == ("@spam.example", "block", world.tobias)
    assert "@spam.example" in page
    assert world.tobias.name in page
    tobias.post(HERE, {"pattern": "spam.example", "verdict": "allow"})
    assert [one.verdict for one in SenderRule.objects.all()] == ["allow"]
    tobias.post(f"{HERE}{rule.id}/")
    assert not SenderRule.objects.exists()
    assert tobias.post(f"{HERE}{rule.id}/").status_code == 404


@pytest.mark.parametrize("said", ["", "ana", "@com", "a b@c.example", "x" * 400])
def test_what_is_no_sender_is_told(said: str, as_staff: SignedIn, world: World) -> None:
    answer = as_staff(world.tobias).post(HERE, {"pattern": said, "verdict": "block"})
    assert answer.status_code == 422
    assert not SenderRule.objects.exists()


def test_it_is_for_managers_and_owners(as_staff: SignedIn, world: World, at: datetime) -> None:
    rule = SenderRule.objects.create(pattern="@spam.example", verdict="block", at=at)
    for viewer in (world.callum, world.ines):
        client = as_staff(viewer)
        assert client.get(HERE).status_code == 403
        assert client.post(HERE, {"pattern": "a@b.example", "verdict": "allow"}).status_code == 403
        assert client.post(f"{HERE}{rule.id}/").status_code == 403
    assert SenderRule.objects.count() == 1
