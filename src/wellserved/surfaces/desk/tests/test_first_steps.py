"""A new house tells its owner what it lacks; an old one only what has broken; colleagues neither."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.world import World
from wellserved.ground import clock
from wellserved.ground.accounts.models import House, Site
from wellserved.serving.channels.email.models import Mailbox
from wellserved.surfaces.desk.first_steps import NEW, Step, first_steps
from wellserved.surfaces.page import known_house


@pytest.fixture
def new_house(world: World) -> World:
    House.objects.update(created_at=clock.now())
    known_house.forget()
    return world


def told(world: World) -> dict[str, Step]:
    return {step.title: step for step in first_steps(world.maren, clock.now())}


def test_each_step_leads_to_where_it_is_done(new_house: World, client: Client, settings: Any) -> None:
    settings.SMTP_URL = ""
    Mailbox.objects.update(fetched_at=None, smtp_host="", provider="")
    quay = new_house.quay
    quay.opening_hours.all().delete()
    client.force_login(new_house.maren)
    page = client.get("/desk/").content.decode()
    steps = told(new_house)
    assert not steps["Mail comes in"].done
    assert not steps["Answers reach your customers"].done
    assert quay.name in steps["Every site has its hours"].words
    assert steps["Your colleagues are here"].done
    for step in steps.values():
        assert f'href="{step.href}"' in page
        assert client.get(step.href).status_code == 200
    assert client.get("/desk/first-steps/").status_code == 200


def test_what_is_done_is_done_and_then_nothing_is_said(new_house: World, settings: Any) -> None:
    settings.SMTP_URL = "smtp://localhost"
    Mailbox.objects.update(fetched_at=clock.now())
    assert told(new_house)["Mail comes in"].done
    assert told(new_house)["Answers reach your customers"].done
    assert all(not step.trouble for step in told(new_house).values())


def test_an_old_house_is_told_only_what_is_broken(new_house: World, client: Client) -> None:
    House.objects.update(created_at=clock.now() - NEW - timedelta(days=1))
    known_house.forget()
    assert not told(new_house)
    Mailbox.objects.filter(id=new_house.hello.id).update(fetch_error="The password was refused.")
    (step,) = told(new_house).values()
    assert "The password was refused." in step.trouble
    client.force_login(new_house.maren)
    assert "Something is broken" in client.get("/desk/").content.decode()


def test_a_receptionist_reads_nothing_of_it(new_house: World, client: Client) -> None:
    assert Site.objects.exists()
    client.force_login(new_house.ines)
    assert "First steps" not in client.get("/desk/").content.decode()
    assert client.get("/desk/first-steps/").status_code == 404
