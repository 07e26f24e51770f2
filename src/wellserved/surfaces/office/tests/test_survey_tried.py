"""Trying a survey before it is switched on, and reading it in the words in which it was asked."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from tests.world import World
from wellserved.ground import clock
from wellserved.ground.accounts.models import Staff
from wellserved.ground.journal.actor import SYSTEM
from wellserved.ground.journal.models import Entry
from wellserved.learning.feedback import actions, reads
from wellserved.learning.feedback.given import Given
from wellserved.learning.feedback.models import Invitation, Response
from wellserved.learning.feedback.questions import ONE, SHORT, Branch, Option, Question
from wellserved.serving.voice.models import Voice
from wellserved.surfaces.office.tests.test_surveys import fields, made, page_of

SignedIn = Callable[[Staff], Client]
DRINKS = (Option("tea", {"en": "Tea", "de": "Tee"}), Option("coffee", {"en": "Coffee", "de": "Kaffee"}))
DRINK = Question("drink", ONE, {"en": "What did you drink?", "de": "Was haben Sie getrunken?"}, options=DRINKS)
WHICH = Question("which", SHORT, {"en": "Which tea?", "de": "Welchen Tee?"}, shown_if=Branch("drink", ("tea",)))


def tried(page: Any) -> str:
    """Where the page would send the next answer, as its module does."""
    return str(page.redirect_chain[-1][0])


def test_it_branches_as_the_real_one_and_keeps_nothing(world: World, as_staff: SignedIn) -> None:
    survey, browser = made(world, "nps"), as_staff(world.tobias)
    asked = [*reads.newest_version(survey).read(), DRINK, WHICH]
    actions.ask_otherwise(survey, asked, by=SYSTEM, at=clock.now())
    told = Entry.objects.count()
    start = page_of(survey, "preview/page/")
    page = browser.post(start, {"answer": "3"}, follow=True)
    assert "different?" in page.content.decode(), "asked of detractors only"
    page = browser.post(tried(page), {"drink": "tea"}, follow=True)
    assert "Which tea?" in page.content.decode()
    page = browser.post(tried(page), {"which": "Assam"}, follow=True)
    page = browser.post(tried(page), {"answer": "9"}, follow=True)
    assert "different?" not in page.content.decode()
    assert "Assam" in page.content.decode(), "what was typed stays"
    assert browser.post(tried(page), {"answer": "11"}).status_code == 400
    assert not Response.objects.exists()
    assert not Invitation.objects.exists()
    assert Entry.objects.count() == told


def test_the_mail_s_click_leads_to_the_page_in_the_frame(world: World, as_staff: SignedIn) -> None:
    survey, browser = made(world, "nps"), as_staff(world.tobias)
    frame = browser.get(page_of(survey, "preview/?what=mail&language=de&width=phone")).content.decode()
    assert f'src="{page_of(survey, "preview/mail/")}?language=de"' in frame
    mail = browser.get(page_of(survey, "preview/mail/?language=de"))
    click = f"{page_of(survey, 'preview/page/')}?language=de&amp;answer=3"
    assert f'href="{click}"' in mail.content.decode()
    assert "~secret~" not in mail.content.decode()
    page = browser.get(click.replace("&amp;", "&"))
    assert "data-followed" in page.content.decode()
    assert "weiterempfehlen" in page.content.decode()
    for framed in (mail, page):
        assert "frame-ancestors 'self'" in framed.headers["Content-Security-Policy"]
        assert framed.headers["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.parametrize(
    "said",
    [
        *("", "{", "[]", "null", "7", "[" * 5000, '{"drink":"gin"}', '{"drink":{"a":1}}', '{"drink":[[]]}'),
        *('{"answer":1e999}', '{"drink":"tea","which":"\\ud800"}'),
    ],
)
def test_an_address_that_was_played_with_says_nothing(world: World, as_staff: SignedIn, said: str) -> None:
    survey = made(world)
    actions.ask_otherwise(survey, [DRINK, WHICH], by=SYSTEM, at=clock.now())
    page = as_staff(world.tobias).get(page_of(survey, f"preview/page/?said={quote(said)}&language=xx"))
    assert page.status_code == 200
    assert "Thank you" not in page.content.decode()


def answered(world: World) -> Any:
    survey = made(world)
    questions = [*reads.newest_version(survey).read(), DRINK, WHICH]
    actions.ask_otherwise(survey, questions, by=SYSTEM, at=clock.now())
    door = actions.open_door(survey, world.quay, way="link", label="", by=SYSTEM, at=clock.now())
    for n, drink in enumerate(("tea", "coffee")):
        said = Given(comparison=-2, answers={"drink": drink, **({"which": "Assam"} if drink == "tea" else {})})
        actions.answer_at(door, said, told_as=f"guest-number-{n}", at=clock.now())
    return survey


def test_results_speak_the_language_in_which_it_was_asked(world: World, as_staff: SignedIn) -> None:
    survey, browser = answered(world), as_staff(world.tobias)
    Voice.objects.create(site=world.quay, language="de", tone="friendly", changed_at=clock.now())
    page = browser.get(page_of(survey, "results/")).content.decode()
    for said in ("Was haben Sie getrunken?", "Tee", "Weit unter"):
        assert said in page
    assert "Tea" not in page
    assert "Kaffee,1" in browser.get(page_of(survey, "results/?csv=1")).content.decode("utf-8-sig")


def test_answers_outlive_their_question(world: World, as_staff: SignedIn) -> None:
    survey, browser = answered(world), as_staff(world.tobias)
    sherry = Question("drink", ONE, DRINK.words, options=(DRINKS[1], Option("sherry", {"en": "Sherry"})))
    questions = [one for one in reads.newest_version(survey).read() if one.key not in ("drink", "which")]
    actions.ask_otherwise(survey, [*questions, sherry], by=SYSTEM, at=clock.now())
    page = browser.get(page_of(survey, "results/")).content.decode()
    assert "Which tea?" in page, "it is asked no more, and was answered"
    assert page.index("Sherry") < page.index("Tea")


def test_a_new_question_never_takes_an_old_one_s_name(world: World, as_staff: SignedIn) -> None:
    survey, browser = made(world), as_staff(world.tobias)
    browser.post(page_of(survey, "questions/"), {**fields(survey), "do": "add:short"})
    door = actions.open_door(survey, world.quay, way="link", label="", by=SYSTEM, at=clock.now())
    actions.answer_at(door, Given(answers={"own1": "Assam"}), told_as="guest-number-1", at=clock.now())
    browser.post(page_of(survey, "questions/"), {**fields(survey), "do": "remove:own1"})
    browser.post(page_of(survey, "questions/"), {**fields(survey), "do": "add:scale"})
    assert [one.key for one in reads.newest_version(survey).read()] == ["overall", "words", "own2"]
    assert browser.get(page_of(survey, "results/")).status_code == 200
    assert json.dumps("Assam") in json.dumps([one.value for one in Response.objects.get().answers.all()])
