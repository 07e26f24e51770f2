"""A `later` reaction runs at least once: whichever runs again changes nothing and sends nothing."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps

from tests.world import World
from wellserved import flow
from wellserved.ground.hours.actions import declare_outage, end_outage, withdraw_outage
from wellserved.ground.journal.actor import SYSTEM, staff
from wellserved.ground.journal.models import Entry
from wellserved.serving.channels.email.actions import receive
from wellserved.serving.conversations import actions
from wellserved.serving.conversations.models import Conversation
from wellserved.serving.standards.actions import act_on_clocks, add_standard

LATER = {kind: [r for r in reactions if not r.now] for kind, reactions in flow.REACTIONS.items()}


def mail(world: World) -> bytes:
    message = EmailMessage()
    message["From"] = "Alice Carter <alice.carter@post.example>"
    message["To"] = world.hello.address
    message["Subject"] = "Breakfast"
    message["Message-ID"] = "<breakfast@post.example>"
    message.set_content("From when is there breakfast?")
    return message.as_bytes()


def rows() -> Counter[str]:
    """How many rows each table of ours has; jobs come and go."""
    ours = (model for model in apps.get_models() if model.__module__.startswith("wellserved."))
    return Counter({model.__name__: model._default_manager.count() for model in ours if model.__name__ != "Job"})


def mails(outbox: Path) -> dict[str, int]:
    """The mails that left, and when each was last written."""
    return {path.name: path.stat().st_mtime_ns for path in outbox.rglob("*.eml")}


@pytest.fixture
def story(world: World, at: datetime, run_jobs: Callable[[datetime], int], settings: Any, tmp_path: Path) -> datetime:
    """A guest writes, is acknowledged, answered and asked, while the power fails; returns when all is done."""
    settings.OUTBOX = tmp_path
    receive(world.hello, mail(world), via="pipe", at=at)
    run_jobs(at)
    conversation, by = Conversation.objects.get(), staff(world.ines.id)
    actions.say(conversation, "From seven to ten.", by=by, at=at + timedelta(minutes=20))
    run_jobs(at + timedelta(minutes=30))
    actions.close(conversation, by=by, at=at + timedelta(hours=1))
    for mistaken in (False, True):
        dark = declare_outage(world.house, starts_at=at, ends_at=None, reason="No power", by=by, at=at)
        end_outage(dark, ends_at=at + timedelta(minutes=5), by=by, at=at + timedelta(hours=1))
        if mistaken:
            withdraw_outage(dark, by=by, at=at + timedelta(hours=1))
    _late(world, at)
    run_jobs(at + timedelta(hours=2))
    return at + timedelta(hours=2)


def _late(world: World, at: datetime) -> None:
    """Another guest waits for too long: colleagues are warned, and then the guest hears of it."""
    rule = {"kind": "first reply", "within": "1 h", "hours": "always", "warn": [0.5]}
    deeds: dict[str, Any] = {
        "on_warning": ["notify lead"],
        "on_miss": ["raise", "notify assignee", "reassign", "tell customer"],
    }
    add_standard("within-the-hour", statement="Within the hour.", rule=rule, **deeds, by=SYSTEM, at=at)
    late = mail(world).replace(b"Breakfast", b"Parking").replace(b"breakfast@", b"parking@")
    receive(world.hello, late, via="pipe", at=at + timedelta(minutes=1))
    waiting = Conversation.objects.get(subject="Parking")
    actions.assign(waiting, staff_id=world.ines.id, by=staff(world.ines.id), at=at + timedelta(minutes=2))
    act_on_clocks(at + timedelta(minutes=40))
    act_on_clocks(at + timedelta(minutes=70))


def test_the_story_has_every_kind_of_consequence(story: datetime) -> None:
    """Otherwise the test below would show nothing."""
    happened = {entry.event().__class__ for entry in Entry.objects.all()}
    assert {kind.kind for kind in LATER if LATER[kind]} <= {kind.kind for kind in happened}
    assert rows()["Invitation"] == 1


def test_what_runs_again_changes_nothing(
    story: datetime, run_jobs: Callable[[datetime], int], tmp_path: Path
) -> None:
    before, sent = rows(), mails(tmp_path)
    assert sent
    for entry in Entry.objects.order_by("id"):
        event = entry.event()
        for reaction in LATER.get(type(event), []):
            reaction.run(event)
    run_jobs(story + timedelta(hours=1))
    assert rows() == before
    assert mails(tmp_path) == sent
