"""A manager makes a survey, looks at it, opens places for it, and reads what was answered."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from tests.world import World
from wellserved.ground import clock
from wellserved.ground.accounts.models import Staff
from wellserved.ground.journal.actor import SYSTEM
from wellserved.learning.feedback import actions, reads
from wellserved.learning.feedback.given import Given
from wellserved.learning.feedback.kinds import READY
from wellserved.learning.feedback.models import Door, Pace, Survey

SignedIn = Callable[[Staff], Client]
LIST = "/office/surveys/"


def made(world: World, kind: str = "own", *, site: bool = True) -> Survey:
    at = clock.now() - timedelta(days=1)
    survey = actions.make(kind, name="Breakfast", site=world.quay if site else None, by=SYSTEM, at=at)
    actions.switch_on(survey, starts_at=at, by=SYSTEM, at=at)
    return survey


def page_of(survey: Survey, rest: str = "") -> str:
    return f"{LIST}{survey.id}/{rest}"


def test_an_empty_list_teaches(world: World, as_staff: SignedIn) -> None:
    page = as_staff(world.tobias).get(LIST).content.decode()
    assert "everyday question" in page
    assert "within 30 days" in page


@pytest.mark.parametrize("kind", READY)
def test_each_kind_can_be_made_looked_at_and_read(world: World, as_staff: SignedIn, kind: str) -> None:
    browser = as_staff(world.maren)
    answer = browser.post(f"{LIST}new/", {"kind": kind, "name": "", "site": ""})
    survey = Survey.objects.get()
    assert answer.headers["Location"] == page_of(survey)
    for rest in ("", "preview/", "preview/page/", "preview/mail/", "places/", "results/"):
        assert browser.get(page_of(survey, rest)).status_code == 200, rest
    seen = browser.post(page_of(survey, "preview/page/"), {"answer": "3"}, follow=True)
    assert seen.status_code == 200
    assert ("Thank you" in seen.content.decode()) is (kind != "kano"), "a pair takes two answers"


def test_a_manager_makes_surveys_for_their_own_sites(world: World, as_staff: SignedIn) -> None:
    browser = as_staff(world.tobias)
    assert browser.post(f"{LIST}new/", {"kind": "csat", "name": "All", "site": ""}).status_code == 403
    assert browser.post(f"{LIST}new/", {"kind": "csat", "site": world.pantry.id}).status_code == 404
    assert browser.post(f"{LIST}new/", {"kind": "csat", "site": world.quay.id}).status_code == 302
    assert browser.post(f"{LIST}new/", {"kind": "nothing", "site": world.quay.id}).status_code == 422


def test_others_surveys_are_not_there(world: World, as_staff: SignedIn) -> None:
    survey = made(world)
    for rest in ("", "preview/", "preview/page/", "preview/mail/", "places/", "results/"):
        assert as_staff(world.elsie).get(page_of(survey, rest)).status_code == 404
    for rest in ("questions/", "switch/", "sample/", "places/"):
        assert as_staff(world.elsie).post(page_of(survey, rest)).status_code == 404
    assert as_staff(world.lotte).get(LIST).status_code == 403


def test_the_house_s_survey_is_the_owner_s_to_change(world: World, as_staff: SignedIn) -> None:
    survey = made(world, site=False)
    manager = as_staff(world.tobias)
    assert manager.get(page_of(survey)).status_code == 200
    for rest in ("", "questions/", "switch/"):
        assert manager.post(page_of(survey, rest), {"off": "1"}).status_code == 403
    told = {"way": "qr", "site": world.quay.id, "label": "Reception"}
    assert manager.post(page_of(survey, "places/"), told).status_code == 302, "but it may hang at their sites"
    assert manager.post(page_of(survey, "places/"), {**told, "site": world.pantry.id}).status_code == 404


def fields(survey: Survey) -> dict[str, str]:
    """The editor's form as the page shows it."""
    found: dict[str, str] = {}
    for place, question in enumerate(reads.newest_version(survey).read()):
        found[f"{place}.key"] = question.key
        found |= {f"{place}.words.{language}": said for language, said in question.words.items()}
    return found


def test_questions_are_added_moved_worded_branched_and_removed(world: World, as_staff: SignedIn) -> None:
    survey, browser = made(world), as_staff(world.tobias)

    def press(**more: str) -> None:
        told = {**fields(survey), **{name.replace("__", "."): value for name, value in more.items()}}
        assert browser.post(page_of(survey, "questions/"), told).status_code == 302

    press(do="add:one")
    told = {**fields(survey), "2.words.en": "Which meal?", "2.words.de": "Welche Mahlzeit?"}
    told |= {"2.options.en": "Breakfast\nDinner\n\n", "2.options.de": "Frühstück\nAbendessen", "do": "up:own1"}
    browser.post(page_of(survey, "questions/"), told)
    told = {**fields(survey), "1.if": "overall", "1.one_of": "1 2"}
    browser.post(page_of(survey, "questions/"), told)
    overall, meal, words = reads.newest_version(survey).read()
    assert (overall.key, meal.words["de"], words.key) == ("overall", "Welche Mahlzeit?", "words")
    assert [option.key for option in meal.options] == ["breakfast", "dinner"]
    assert meal.shown_if
    assert meal.shown_if.one_of == ("1", "2")
    press(do="remove:overall")
    assert reads.newest_version(survey).read()[0].shown_if is None


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"0.words.en": "", "0.words.de": ""}, "say what is asked"),
        ({"1.if": "overall", "1.one_of": "9"}, "answers that"),
        ({"0.if": "words", "0.one_of": "1"}, "earlier question"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_changed(
    world: World, as_staff: SignedIn, wrong: dict[str, str], said: str
) -> None:
    survey = made(world)
    before = reads.newest_version(survey)
    answer = as_staff(world.tobias).post(page_of(survey, "questions/"), {**fields(survey), **wrong})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert reads.newest_version(survey).questions == before.questions


def test_a_code_to_print(world: World, as_staff: SignedIn) -> None:
    survey, browser = made(world), as_staff(world.tobias)
    browser.post(page_of(survey, "places/"), {"way": "qr", "site": world.quay.id, "label": "Room <12>"})
    door = Door.objects.get()
    sheet = browser.get(page_of(survey, f"places/{door.id}/print/")).content.decode()
    assert f"/ask/{door.token}/" in sheet
    assert "Room &lt;12&gt;" in sheet
    code = browser.get(page_of(survey, f"places/{door.id}/qr.svg"))
    assert code.headers["Content-Type"] == "image/svg+xml"
    assert code.content.startswith(b"<svg")
    browser.post(page_of(survey, f"places/{door.id}/close/"))
    assert "closed" in browser.get(page_of(survey, "places/")).content.decode()


def test_a_test_goes_to_one_s_own_address(world: World, as_staff: SignedIn) -> None:
    survey = made(world, "nps")
    answer = as_staff(world.tobias).post(page_of(survey, "sample/"), follow=True)
    assert world.tobias.email in answer.content.decode()


def test_results_are_told_with_what_they_rest_on(world: World, as_staff: SignedIn) -> None:
    survey = made(world, "csat")
    door = actions.open_door(survey, world.quay, way="link", label="", by=SYSTEM, at=clock.now())
    for n in range(24):
        given = Given(words="=cmd()" if n == 0 else None, answers={"satisfied": 5 if n < 20 else 2})
        actions.answer_at(door, given, told_as=f"guest-number-{n}", at=clock.now())
    page = as_staff(world.tobias).get(page_of(survey, "results/"))
    shown = page.content.decode()
    assert "24 answers" in shown
    assert "83\u00a0%" in shown
    assert "5 (very satisfied)" in shown
    file = as_staff(world.tobias).get(page_of(survey, "results/?csv=1"))
    assert "5 (very satisfied),20" in file.content.decode("utf-8-sig")


def test_a_manager_says_how_often_their_survey_is_asked(world: World, as_staff: SignedIn) -> None:
    survey, browser = made(world), as_staff(world.tobias)
    browser.post(page_of(survey), {"name": "Breakfast", "share": "20", "site_quota": "50"})
    listed = browser.get(LIST).content.decode()
    assert "20\u00a0% are asked" in listed
    assert "at most 50 a month" in listed
    refused = browser.post(page_of(survey), {"name": "Breakfast", "share": "200", "site_quota": "x"}, follow=True)
    assert "1 to 100 percent" in refused.content.decode()
    assert (Survey.objects.get().share, Survey.objects.get().site_quota) == (20, 50)
    browser.post(page_of(survey), {"name": "Breakfast", "share": "", "site_quota": ""})
    assert (Survey.objects.get().share, Survey.objects.get().site_quota) == (None, None)
    assert as_staff(world.elsie).post(page_of(survey), {"name": "Mine", "share": "1"}).status_code == 404


def test_how_often_is_the_owner_s_to_say(world: World, as_staff: SignedIn) -> None:
    told = {"quiet_days": "60", "share": "50", "site_quota": "", "reminder_days": "5"}
    assert as_staff(world.tobias).post(f"{LIST}pace/", told).status_code == 403
    owner = as_staff(world.maren)
    assert owner.post(f"{LIST}pace/", {**told, "share": "0"}).status_code == 422
    assert owner.post(f"{LIST}pace/", {**told, "quiet_days": "x"}).status_code == 422
    assert owner.post(f"{LIST}pace/", told).status_code == 302
    owner.post(f"{LIST}pace/", {**told, "share": "75"})
    assert [(one.quiet_days, one.share, one.site_quota, one.reminder_days) for one in Pace.objects.all()] == [
        (60, 75, None, 5)
    ]
    assert "within 60 days" in owner.get(LIST).content.decode()
