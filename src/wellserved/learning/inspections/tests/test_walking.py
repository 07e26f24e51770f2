"""A round through the Quay, from the checklist to the figures."""

import io
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from PIL import Image

from tests.world import World
from wellserved.ground.journal.actor import SYSTEM, staff
from wellserved.learning.inspections import actions, links, reads
from wellserved.learning.inspections.models import Inspection, Item
from wellserved.learning.inspections.rules import NotAllowed, Told
from wellserved.serving.standards import rebuild
from wellserved.serving.standards.actions import act_on_clocks, add_standard
from wellserved.serving.standards.models import Measurement, Standard

pytestmark = pytest.mark.django_db
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
RULES: dict[str, dict[str, Any]] = {
    "greeted": {"kind": "time to", "from": "arrived", "to": "greeted", "within": "60 s"},
    "by-name": {"kind": "observed", "by": ["inspection"]},
    "seated": {"kind": "time to", "from": "arrived", "to": "seated", "within": "5 min"},
}


def photo(colour: str = "teal") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(file, "JPEG")
    return file.getvalue()


@pytest.fixture
def round_at_the_quay(world: World, at: datetime) -> Inspection:
    for key, rule in RULES.items():
        add_standard(key, statement=f"It is {key}.", rule=rule, channels=["in_person"], by=SYSTEM, at=at - DAY)
    ids = Standard.objects.filter(key__in=RULES).values_list("id", flat=True)
    by = staff(world.tobias.id)
    return actions.begin(world.quay, title="Breakfast", channel="in_person", standard_ids=ids, by=by, at=at)


def item(inspection: Inspection, key: str) -> Item:
    return inspection.items.get(standard__key=key)


def verdicts(inspection: Inspection) -> list[tuple[str, str, float | None]]:
    rows = Measurement.objects.filter(conversation_id=inspection.conversation_id or 0).select_related("standard")
    return sorted((row.standard.key, row.verdict, row.value) for row in rows)


def test_what_was_seen_lands_beside_what_is_measured(
    world: World, round_at_the_quay: Inspection, at: datetime, run_jobs: Callable[[datetime], int]
) -> None:
    walk, tobias = round_at_the_quay, world.tobias.id
    told = Told("a", "measured", 75.0, "The lobby was full.", at + 10 * SECOND)
    assert actions.answer(item(walk, "greeted"), told, by_staff_id=tobias, at=at + 20 * SECOND)
    assert not actions.answer(item(walk, "greeted"), told, by_staff_id=tobias, at=at + 21 * SECOND), "told twice"
    yes = Told("b", "yes", None, "", at + 15 * SECOND)
    actions.answer(item(walk, "by-name"), yes, by_staff_id=tobias, at=at + 20 * SECOND)
    assert actions.finish(walk, by=staff(tobias), at=at + 60 * SECOND)
    assert not actions.finish(walk, by=staff(tobias), at=at + 61 * SECOND), "finished twice"
    walk.refresh_from_db()
    act_on_clocks(at + DAY)
    run_jobs(at + DAY)
    assert verdicts(walk) == [("by-name", "met", None), ("greeted", "missed", 75)], "nobody looked at the seats"
    assert not list(rebuild.differences())
    assert walk.conversation is not None
    assert not walk.conversation.messages.exists()
    assert not mail.outbox
    seen = reads.inspection(world.tobias, walk.id)
    assert (seen.met, seen.judged, seen.answered, len(seen.lines)) == (1, 2, 2, 3)


def test_a_team_of_another_site_is_none_of_this_walk(world: World, at: datetime) -> None:
    elsewhere = world.house.teams.create(name="Bar")
    with pytest.raises(NotAllowed, match="another site"):
        actions.begin(
            world.quay, title="A", channel="phone", standard_ids=[], team=elsewhere, by=SYSTEM, at=at
        )  # fmt: skip


def test_the_later_of_two_answers_stands_and_both_are_kept(
    world: World, round_at_the_quay: Inspection, at: datetime
) -> None:
    line = item(round_at_the_quay, "by-name")
    later, earlier = at + 30 * SECOND, at + 5 * SECOND
    assert actions.answer(line, Told("b", "no", None, "", later), by_staff_id=None, at=at + 40 * SECOND)
    assert actions.answer(line, Told("a", "yes", None, "", earlier), by_staff_id=None, at=at + 90 * SECOND)
    shown = next(one for one in reads.walk(round_at_the_quay).lines if one.item == line)
    assert shown.verdict == "missed"
    assert [answer.outcome for answer in shown.answers] == ["yes", "no"]


def test_after_the_end_nothing_more_is_said(world: World, round_at_the_quay: Inspection, at: datetime) -> None:
    line, by = item(round_at_the_quay, "by-name"), staff(world.tobias.id)
    assert actions.discard(round_at_the_quay, by=by, at=at)
    assert not actions.finish(round_at_the_quay, by=by, at=at)
    with pytest.raises(NotAllowed, match="is over"):
        actions.answer(line, Told("a", "yes", None, "", at), by_staff_id=None, at=at)
    with pytest.raises(NotAllowed, match="is over"):
        actions.add_photo(line, "p", photo(), at=at)
    assert not Measurement.objects.filter(standard__key__in=RULES).exists()


def test_photos_are_photos_and_five_at_most(round_at_the_quay: Inspection, at: datetime) -> None:
    line = item(round_at_the_quay, "by-name")
    with pytest.raises(NotAllowed, match="not a photo"):
        actions.add_photo(line, "p", b"<svg onload='alert(1)'>", at=at)
    assert actions.add_photo(line, "0", photo(), at=at)
    assert not actions.add_photo(line, "0", photo(), at=at)
    for n in range(1, 5):
        actions.add_photo(line, str(n), photo(), at=at)
    with pytest.raises(NotAllowed, match="at most 5"):
        actions.add_photo(line, "6", photo(), at=at)


def test_an_empty_walk_leaves_no_trace(world: World, round_at_the_quay: Inspection, at: datetime) -> None:
    assert actions.finish(round_at_the_quay, by=staff(world.tobias.id), at=at)
    assert round_at_the_quay.conversation is None


def test_others_do_not_see_it(world: World, round_at_the_quay: Inspection) -> None:
    assert [walk.inspection for walk in reads.inspections(world.sander)] == [round_at_the_quay]
    assert reads.inspections(world.ines) == []
    with pytest.raises(Inspection.DoesNotExist):
        reads.inspection(world.ines, round_at_the_quay.id)


def test_a_guest_s_link_opens_one_walk_until_it_expires(
    world: World, round_at_the_quay: Inspection, at: datetime
) -> None:
    assert links.walk_of(links.token_of(round_at_the_quay), at) is None, "nobody was invited"
    ids = list(Standard.objects.filter(key__in=RULES).values_list("id", flat=True))
    by = staff(world.tobias.id)
    visit = actions.begin(
        world.quay, title="A night", channel="in_person", standard_ids=ids, for_guest=True, by=by, at=at
    )
    token = links.token_of(visit)
    assert links.walk_of(token, at + 13 * DAY) == visit
    assert links.walk_of(token, at + 15 * DAY) is None
    assert links.walk_of(token + "x", at) is None


@pytest.mark.parametrize(("title", "channel"), [("", "in_person"), ("A", "email"), ("A", "phone")])
def test_a_walk_needs_a_title_a_door_and_something_to_look_at(
    world: World, round_at_the_quay: Inspection, at: datetime, title: str, channel: str
) -> None:
    ids = list(Standard.objects.filter(key__in=RULES).values_list("id", flat=True))
    with pytest.raises(NotAllowed):
        actions.begin(world.quay, title=title, channel=channel, standard_ids=ids, by=staff(world.tobias.id), at=at)
