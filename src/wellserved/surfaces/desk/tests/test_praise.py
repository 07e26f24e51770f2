"""Colleagues thank each other; the two of them see it, and nobody else."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from tests.world import World
from wellserved.ground.jobs.models import Job
from wellserved.learning.letters.actions import THANK
from wellserved.learning.letters.jobs import thank
from wellserved.learning.letters.models import Thanks

pytestmark = pytest.mark.django_db
AsStaff = Callable[[Any], Client]
PAGE = "/desk/praise/"


@pytest.fixture
def thanked(world: World, as_staff: AsStaff) -> World:
    """Ines thanked Callum."""
    as_staff(world.ines).post(PAGE, {"to": world.callum.id, "words": "You <b>stayed</b> late for me."})
    return world


def test_a_thank_you_is_read_by_the_two_it_concerns(thanked: World, as_staff: AsStaff) -> None:
    seen = {
        name: as_staff(getattr(thanked, name)).get(PAGE).content.decode() for name in ("callum", "ines", "tobias")
    }
    assert "You &lt;b&gt;stayed&lt;/b&gt; late for me." in seen["callum"]
    assert "What you thanked for" in seen["ines"]
    assert "late for me" not in seen["tobias"]


def test_it_goes_by_mail_too(thanked: World) -> None:
    [job] = Job.objects.filter(kind=THANK)
    thank(job.payload)
    [sent] = mail.outbox
    assert (sent.to, sent.subject) == ([thanked.callum.email], f"{thanked.ines.name} thanks you")
    Thanks.objects.all().delete()
    thank(job.payload)  # taken back before it went
    assert len(mail.outbox) == 1


def test_only_who_thanked_takes_it_back(thanked: World, as_staff: AsStaff) -> None:
    one = f"{PAGE}{Thanks.objects.get().id}/"
    assert as_staff(thanked.callum).post(one, {"_method": "DELETE"}).status_code == 404
    assert as_staff(thanked.ines).post(one, {"_method": "DELETE"})["Location"] == PAGE
    assert Thanks.objects.count() == 0


@pytest.mark.parametrize("words", ["  ", "a" * (Thanks.LONGEST + 1)])
def test_without_words_or_with_too_many_it_says_so(world: World, as_staff: AsStaff, words: str) -> None:
    page = as_staff(world.ines).post(PAGE, {"to": world.callum.id, "words": words})
    assert page.status_code == 422
    assert "Say what for" in page.content.decode()


@pytest.mark.parametrize("who", ["ines", "sander"])
def test_nobody_thanks_themselves_or_a_stranger(world: World, as_staff: AsStaff, who: str) -> None:
    to = getattr(world, who)
    assert as_staff(world.ines).post(PAGE, {"to": to.id, "words": "Thanks"}).status_code == 404
    assert Thanks.objects.count() == 0
