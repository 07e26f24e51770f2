"""What a standard would have meant before it is in force: from what was measured, or by following matters again."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.world import World
from wellserved.ground.accounts.models import Site
from wellserved.ground.journal.actor import SYSTEM, staff
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations.models import Conversation
from wellserved.serving.conversations.rules import Incoming
from wellserved.serving.standards.actions import add_standard
from wellserved.serving.standards.models import Measurement, Standard
from wellserved.serving.standards.preview import Preview, followed_again, preview, supposed
from wellserved.serving.standards.wording import WrongRule

pytestmark = pytest.mark.django_db
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
SOON = {"kind": "first reply", "within": "1 h", "hours": "always"}


@pytest.fixture
def soon(world: World, at: datetime) -> Standard:
    return add_standard("soon", statement="Answered soon.", rule=SOON, by=SYSTEM, at=at - 30 * DAY)


def asked(world: World, at: datetime, site: Site | None = None) -> Conversation:
    letter = Incoming(channel="email", sender="alice@mail.example", text="Is there tea?", subject="Tea")
    return conversations.open(letter, customer=world.alice, site=site or world.house, at=at)[0]


def answered(world: World, at: datetime, after: timedelta, site: Site | None = None) -> Conversation:
    matter = asked(world, at, site)
    conversations.say(matter, "There is.", by=staff(world.ines.id), at=at + after)
    return matter


def told(standard: Standard, **changed: Any) -> dict[str, Any]:
    about = {name: getattr(standard, name) for name in ("key", "channels", "sites", "teams", "topics", "groups")}
    return about | {"rule": standard.rule} | changed


def seen(found: Preview) -> list[tuple[int, str, str]]:
    return [(one.conversation.id, one.was, one.would_be) for one in found.differing]


def test_a_shorter_time_is_told_exactly_from_what_was_measured(world: World, soon: Standard, at: datetime) -> None:
    answered(world, at - 5 * DAY, 10 * MINUTE)
    late = answered(world, at - 4 * DAY, 40 * MINUTE)
    answered(world, at - 3 * DAY, 2 * HOUR)
    found = preview(world.maren, told(soon, rule=SOON | {"within": "30 min"}), at - 90 * DAY, at)
    assert (found.exact, found.met, found.missed, found.differ) == (True, 1, 2, 1)
    assert seen(found) == [(late.id, "met", "missed")]
    assert found.start == soon.valid_from, "nothing is known of the time before it was measured"


def test_a_longer_time_meets_what_was_late_but_not_what_is_open(world: World, soon: Standard, at: datetime) -> None:
    late = answered(world, at - 4 * DAY, 2 * HOUR)
    open_still = asked(world, at - 3 * DAY)
    conversations.say(answered(world, at - 2 * DAY, 5 * MINUTE), "More?", by=staff(world.ines.id), at=at - DAY)
    Measurement.objects.filter(conversation_id=open_still.id, standard=soon).delete()
    Measurement(
        standard=soon,
        conversation_id=open_still.id,
        site_id=world.house.id,
        started_seq=1,
        started_at=at - 3 * DAY,
        at=at - 3 * DAY + HOUR,
        verdict=Measurement.MISSED,
    ).save()
    found = preview(world.maren, told(soon, rule=SOON | {"within": "3 h"}), at - 90 * DAY, at)
    assert (found.met, found.missed, seen(found)) == (2, 1, [(late.id, "missed", "met")])


def test_values_say_what_following_again_would(world: World, soon: Standard, at: datetime) -> None:
    for day, minutes in enumerate((5, 20, 30, 31, 59, 60, 61, 180), start=1):
        answered(world, at - day * DAY, minutes * MINUTE)
    for within in ("5 min", "30 min", "1 h", "61 min", "4 h"):
        changed = told(soon, rule=SOON | {"within": within})
        quick = preview(world.maren, changed, at - 29 * DAY, at)
        slow = followed_again(world.maren, supposed(changed), at - 29 * DAY, at)
        assert (quick.exact, slow.exact) == (True, False)
        assert (quick.met, quick.missed, seen(quick)) == (slow.met, slow.missed, seen(slow)), within


def test_a_new_standard_is_told_by_following_matters_again(world: World, at: datetime) -> None:
    answered(world, at - 5 * DAY, 10 * MINUTE)
    late = answered(world, at - 4 * DAY, 40 * MINUTE)
    waiting = asked(world, at - 3 * DAY)
    new = {"key": "at-once", "rule": SOON | {"within": "30 min"}}
    found = preview(world.maren, new, at - 90 * DAY, at)
    assert (found.exact, found.followed, found.met, found.missed) == (False, 3, 1, 2)
    assert seen(found) == [(waiting.id, "", "missed"), (late.id, "", "missed")]
    assert not Measurement.objects.filter(standard__key="at-once").exists(), "looking changes nothing"


def test_other_hours_are_followed_again(world: World, soon: Standard, at: datetime) -> None:
    night = at.replace(hour=3) - 5 * DAY
    over_night = answered(world, night, 5 * HOUR)
    found = preview(world.maren, told(soon, rule=SOON | {"hours": "opening"}), at - 90 * DAY, at)
    assert not found.exact
    assert seen(found) in ([], [(over_night.id, "missed", "met")])
    assert found.of == 1


def test_a_manager_sees_only_what_they_may(world: World, soon: Standard, at: datetime) -> None:
    answered(world, at - 4 * DAY, 40 * MINUTE)
    answered(world, at - 4 * DAY, 40 * MINUTE, world.pantry)
    for rule in (SOON | {"within": "30 min"}, SOON | {"hours": "opening"}):
        found = preview(world.elsie, told(soon, rule=rule), at - 90 * DAY, at)
        assert found.of == 1
    assert not preview(world.stranger, told(soon), at - 90 * DAY, at).of


def test_only_where_it_holds(world: World, soon: Standard, at: datetime) -> None:
    answered(world, at - 4 * DAY, 40 * MINUTE)
    for where in ({"sites": [world.quay.id]}, {"channels": ["phone"]}, {"teams": [world.housekeeping.id]}):
        assert not preview(world.maren, told(soon, **where), at - 90 * DAY, at).of, where


def test_a_rule_that_means_nothing_is_refused(world: World, at: datetime) -> None:
    with pytest.raises(WrongRule):
        preview(world.maren, {"key": "x", "rule": {"kind": "first reply", "within": "soon"}}, at - DAY, at)
