"""An improvement from the largest bar to its verdict, as a manager does it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.world import World
from wellserved.ground import clock
from wellserved.ground.journal.actor import staff
from wellserved.learning.improvement import actions
from wellserved.learning.improvement.models import Improvement
from wellserved.learning.improvement.rules import is_treated
from wellserved.learning.improvement.tests.figures import weeks_of_answers
from wellserved.learning.improvement.tests.trials import draft, guest, write
from wellserved.learning.suggestions.actions import suggest

pytestmark = pytest.mark.django_db
AsStaff = Callable[[Any], Client]
HERE = "/office/quality/improvements/"


def fields(world: World, **otherwise: object) -> dict[str, object]:
    said = {
        "title": "Two at the desk on Saturdays",
        "change": "answer Saturday's mails with two colleagues",
        "effect": "guests have their answer in time",
        "reason": "one alone is at the desk and at the mails at once",
        "measure": "standard:email-first-reply",
        "worth": "5",
        "weeks": "8",
        "design": "customers",
        "owner": world.sander.id,
        "treated": [world.quay.id],
        "arose_from": "standard:email-first-reply",
    }
    return said | otherwise


def test_from_the_proposal_to_the_verdict(world: World, as_staff: AsStaff) -> None:
    client = as_staff(world.sander)
    form = client.get(f"{HERE}new/?standard=email-first-reply&site={world.quay.id}").content.decode()
    assert '<option value="standard:email-first-reply" selected' in form
    page = client.post(f"{HERE}new/", fields(world), follow=True).content.decode()
    assert "If we answer Saturday&#39;s mails with two colleagues, then guests have their answer in time" in page
    assert "higher by 5 points or more would be worth it" in page
    one = Improvement.objects.get()
    page = client.post(f"{HERE}{one.id}/begin/", follow=True).content.decode()
    assert "Nothing was measured since it began." in page
    verdict = {"verdict": "undecided", "words": "Too quiet."}
    page = client.post(f"{HERE}{one.id}/verdict/", verdict, follow=True).content.decode()
    assert "Too quiet." in page
    assert page.count("Nothing was measured since it began.") == 2
    page = client.post(f"{HERE}{one.id}/undo/", follow=True).content.decode()
    assert "taken back: being tried again" in page
    assert "Too quiet." in page
    assert "Two at the desk on Saturdays" in client.get(HERE).content.decode()


def test_what_is_lacking_is_told_and_nothing_is_lost(world: World, as_staff: AsStaff) -> None:
    client = as_staff(world.sander)
    faults: list[dict[str, object]] = [
        {"worth": "much"},
        {"worth": "1e-200"},
        {"treated": []},
        {"measure": "standard:none"},
        {"measure": "x"},
        {"owner": "1"},
    ]
    for lacking in faults:
        answer = client.post(f"{HERE}new/", fields(world, **lacking))
        assert answer.status_code == 422
        assert "Two at the desk on Saturdays" in answer.content.decode()
    assert client.post(f"{HERE}new/", fields(world, treated=[world.house.id])).status_code == 404
    assert not Improvement.objects.exists()


def test_it_is_said_otherwise_until_it_is_begun(world: World, as_staff: AsStaff) -> None:
    client = as_staff(world.sander)
    client.post(f"{HERE}new/", fields(world))
    one = Improvement.objects.get()
    assert 'value="5"' in client.get(f"{HERE}{one.id}/change/").content.decode()
    client.post(f"{HERE}{one.id}/change/", fields(world, worth="10"))
    client.post(f"{HERE}{one.id}/begin/")
    page = client.post(f"{HERE}{one.id}/change/", fields(world, worth="1"), follow=True).content.decode()
    assert "what it is judged by stays as it was" in page
    one.refresh_from_db()
    assert one.worth == 0.1


def test_others_neither_see_nor_decide(world: World, as_staff: AsStaff) -> None:
    by = staff(world.maren.id)
    of_both = draft(world, design="sites", treated=frozenset([world.quay.id]), compared=frozenset([world.house.id]))
    one = actions.propose(of_both, by=by, at=clock.now())
    assert as_staff(world.elsie).get(f"{HERE}{one.id}/").status_code == 404
    assert as_staff(world.yuki).get(HERE).status_code == 403
    page = as_staff(world.ines).get(f"{HERE}{one.id}/").content.decode()
    assert "Begin the trial" not in page
    assert as_staff(world.ines).post(f"{HERE}{one.id}/begin/").status_code == 403
    assert "Begin the trial" in as_staff(world.sander).get(f"{HERE}{one.id}/").content.decode()


def test_the_desk_says_what_to_do_for_whom(world: World, as_staff: AsStaff) -> None:
    at, by = clock.now() - timedelta(days=1), staff(world.sander.id)
    one = actions.propose(draft(world), by=by, at=at)
    actions.begin(one, by=by, at=at)
    for number in range(4):
        matter = write(world, guest(number, at), at + timedelta(minutes=number + 1))
        page = as_staff(world.lotte).get(f"/desk/conversations/{matter.id}/").content.decode()
        assert ("This customer is in the trial" in page) == is_treated(one.id, matter.customer_id)


def test_what_is_worth_doing_next(
    world: World, as_staff: AsStaff, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client, first = as_staff(world.sander), clock.now().date() - timedelta(days=30)
    assert "Nobody was dissatisfied in this period" in client.get(HERE).content.decode()
    weeks_of_answers(world.quay, [(1, 3), (2, 2)], "responsiveness", first)
    weeks_of_answers(world.quay, [(1, 1), (2, 1)], "empathy", first)
    with django_assert_max_num_queries(18):
        page = client.get(HERE).content.decode()
    assert "Nothing disappoints more often than responsiveness: 5 answers." in page
    assert f'href="{HERE}new/?dimension=responsiveness"' in page
    file = client.get(f"{HERE}?as=csv").content.decode("utf-8-sig")
    assert file.splitlines()[1:] == ["Responsiveness,5,,5.0", "Empathy,2,,2.0"]


def test_what_a_customer_suggested_leads_to_it(world: World, as_staff: AsStaff) -> None:
    suggestion = suggest(world.quay, "A second person on Saturdays!", source="form", at=clock.now())
    another = suggest(world.quay, "Answer at weekends too", source="form", at=clock.now())
    client = as_staff(world.sander)
    form = client.get(f"{HERE}new/?suggestion={suggestion.id}").content.decode()
    assert 'value="A second person on Saturdays!"' in form
    assert "Customers ask for it: 1 voice." in form
    assert f'value="suggestion:{suggestion.id}"' in form
    posted = fields(world, arose_from=f"suggestion:{suggestion.id}")
    page = client.post(f"{HERE}new/", posted, follow=True).content.decode()
    one = Improvement.objects.get()
    assert "You said, we did" in page
    page = client.post(f"{HERE}{one.id}/suggestions/", {"suggestion": another.id}, follow=True).content.decode()
    assert f"/office/suggestions/{another.id}/" in page
    client.post(f"{HERE}{one.id}/suggestions/", {"suggestion": another.id, "apart": "1"})
    another.refresh_from_db()
    suggestion.refresh_from_db()
    assert (suggestion.improvement_id, another.improvement_id) == (one.id, None)
    assert client.post(f"{HERE}{one.id}/suggestions/", {"suggestion": "1"}).status_code == 404
