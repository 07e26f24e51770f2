"""Control charts as managers see them, with what happened beside them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.world import World
from wellserved.ground import clock
from wellserved.learning.improvement.models import Annotation
from wellserved.learning.improvement.tests.figures import days_of_standard, weeks_of_answers, weeks_of_standard
from wellserved.surfaces.office.charts.looking import NELSON, WESTERN, look_of

pytestmark = pytest.mark.django_db
AsStaff = Callable[[Any], Client]
REPLY = "/office/quality/charts/standard/email-first-reply/"


@pytest.fixture
def lived(world: World) -> World:
    """Twenty weeks of the Quay, better in the last eight."""
    today = clock.now().date()
    first = today - timedelta(days=today.weekday(), weeks=20)
    met = [30, 33, 29, 32, 31, 34, 28, 31, 30, 33, 32, 29, 37, 36, 38, 35, 37, 36, 38, 37]
    weeks_of_standard(world.quay, met, of=40, first=first)
    weeks_of_answers(world.quay, [(5, 3)] * 20, first=first)
    return world


def test_the_list_says_where_something_changed(lived: World, as_staff: AsStaff) -> None:
    page = as_staff(lived.sander).get("/office/quality/charts/").content.decode()
    assert "In 1 of 4 charts something changed lately" in page
    assert "Eight weeks in a row above the centre line" in page
    assert f'href="{REPLY}?period=364"' in page


def test_a_weak_saturday_is_named(world: World, as_staff: AsStaff) -> None:
    today = clock.now().date()
    first = today - timedelta(days=today.weekday(), weeks=20)
    weeks_of_days = (36, 37, 35, 36, 37, 24, 36) * 12
    days_of_standard(world.quay, weeks_of_days, of=40, first=first)
    page = as_staff(world.sander).get(f"{REPLY}?per=day&period=364").content.decode()
    assert "each day held against its own weekday" in page
    assert "Saturdays lie lowest, at 60" in page


def test_a_chart_with_its_figures(lived: World, as_staff: AsStaff) -> None:
    client = as_staff(lived.sander)
    page = client.get(REPLY).content.decode()
    assert "in a row above the centre line since" in page
    assert "control-chart" in page
    assert "By day" in page
    assert client.get(f"{REPLY}?per=day&rules=nelson").status_code == 200
    assert "too few" in client.get(f"{REPLY}?period=28").content.decode()
    assert "Not measured in this period" in as_staff(lived.ines).get(REPLY).content.decode()


def test_the_file_holds_the_same_figures(lived: World, as_staff: AsStaff) -> None:
    file = as_staff(lived.sander).get(f"{REPLY}?as=csv").content.decode("utf-8-sig").splitlines()
    assert file[0].startswith("Begins,Counted,Of,Share,Centre line")
    assert "30,40,0.75" in "\n".join(file)


def test_what_happened_is_written_told_and_undone(lived: World, as_staff: AsStaff) -> None:
    client, here = as_staff(lived.sander), f"{REPLY}?period=364"
    today = clock.now().date()
    when = today - timedelta(days=today.weekday() + 3, weeks=8)
    written = {"text": "the new rota", "day": when.isoformat(), "kind": "note", "site": lived.quay.id, "next": here}
    page = client.post("/office/quality/charts/annotations/", written, follow=True).content.decode()
    assert "Eight weeks in a row above the centre line since the new rota." in page
    one = Annotation.objects.get()
    path = f"/office/quality/charts/annotations/{one.id}/"
    page = client.post(path, written | {"text": "the winter rota"}, follow=True).content.decode()
    assert "since the winter rota." in page
    page = client.post(f"{path}undo/", {"next": here}, follow=True).content.decode()
    assert "since the new rota." in page
    page = client.post(f"{path}remove/", {"next": here}, follow=True).content.decode()
    assert "since the new rota." not in page
    assert f'action="{path}undo/"' in page


def test_what_cannot_be_written_is_told(lived: World, as_staff: AsStaff) -> None:
    client = as_staff(lived.sander)
    wrong = {"text": "x", "day": "soon", "kind": "note", "site": lived.quay.id, "next": REPLY}
    page = client.post("/office/quality/charts/annotations/", wrong, follow=True).content.decode()
    assert "Give the day on which it happened" in page
    elsewhere = client.post("/office/quality/charts/annotations/", wrong | {"next": "//elsewhere.example/"})
    assert elsewhere["Location"] == "/office/quality/charts/"


def test_each_writes_at_their_own_sites(lived: World, as_staff: AsStaff) -> None:
    client = as_staff(lived.sander)
    words = {"text": "a fair", "day": "2026-06-03", "kind": "note", "next": REPLY}
    for site, status in ((lived.house.id, 404), ("", 403)):
        assert client.post("/office/quality/charts/annotations/", words | {"site": site}).status_code == status
    as_staff(lived.maren).post("/office/quality/charts/annotations/", words | {"site": ""})
    of_the_house = Annotation.objects.get()
    assert client.post(f"/office/quality/charts/annotations/{of_the_house.id}/remove/").status_code == 403
    as_staff(lived.tobias).post("/office/quality/charts/annotations/", words | {"site": lived.house.id})
    theirs = Annotation.objects.exclude(site=None).get()
    assert client.post(f"/office/quality/charts/annotations/{theirs.id}/remove/").status_code == 404
    assert as_staff(lived.yuki).get(REPLY).status_code == 403


@pytest.mark.parametrize("path", ["standard/nothing", "mood/overall", "mean/money", "count/sheep"])
def test_what_no_page_offers_is_not_there(world: World, as_staff: AsStaff, path: str) -> None:
    assert as_staff(world.tobias).get(f"/office/quality/charts/{path}/").status_code == 404


def test_the_pages_cost_few_queries(
    lived: World, as_staff: AsStaff, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = as_staff(lived.sander)
    for path in ("/office/quality/charts/", REPLY):
        with django_assert_max_num_queries(15):
            client.get(path)


def test_the_address_remembers_how_one_looks() -> None:
    assert look_of({}).kept() == (("per", ""), ("rules", ""))
    assert look_of({"rules": "nelson"}).rules == NELSON
    assert set(look_of({"rules": "western"}).rules) == set(WESTERN)
    alone = look_of({"rules": "none"}).switched("eight on one side")
    assert alone.kept() == (("per", ""), ("rules", "eight-on-one-side"))
    assert look_of(dict(alone.kept())) == alone
    assert look_of({"rules": "beyond.junk", "per": "year"}).rules == ("beyond",)
