"""Words with names in braces, and whose words a site speaks."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.world import World
from wellserved.ground.journal.actor import staff
from wellserved.serving.voice import ready, rules
from wellserved.serving.voice.actions import WrongWords, speak
from wellserved.serving.voice.models import Voice
from wellserved.serving.voice.reads import put_together, speech_of

FACTS = {"customer": "Ana Lima", "first_name": "Ana", "site": "Linden House", "due": ""}


@pytest.mark.parametrize(
    ("field", "text", "says"),
    [
        ("received", "Dear {customer}, by {due}: {status_link}", ""),
        ("received", "Dear {custmer}", "There is no {custmer}. What can stand here: {customer}, {first_name}"),
        ("received", "{customer.__class__}", "There is no {customer.__class__}."),
        ("received", "{0} {} %s {{customer}}", "There is no {0}."),
        ("received", "{{customer}}", "A brace is open or closed alone."),
        ("received", "{customer", "A brace is open or closed alone."),
        ("greeting", "Dear {status_link}", "{status_link} can't stand here. What can: {customer}, {first_name}"),
        ("survey", "by {due}", "{due} can't stand here."),
        ("survey_subject", "x" * 151, "Shorten it to 150 characters."),
        ("received", "x" * 2001, "Shorten it to 2000 characters."),
        ("received", "{% if x %}{{ 7*7 }}", "There is no {% if x %}."),
    ],
)
def test_what_is_wrong_with_a_text_is_a_sentence(field: str, text: str, says: str) -> None:
    found = rules.fault(field, text)
    assert found.startswith(says)
    assert bool(found) == bool(says)


@given(st.text(max_size=80), st.text(max_size=40))
def test_no_words_and_no_name_do_more_than_speak(text: str, name: str) -> None:
    facts = dict.fromkeys(rules.NAMES, name)
    if not rules.fault("received", text):
        rules.filled(text, facts)
        html = rules.formatted(text, facts, "here")
        bare = html.replace("<p>", "").replace("</p>", "").replace("<br>", "")
        assert "<" not in bare or "{status_link}" in text


def test_what_is_filled_in_is_not_looked_at_again() -> None:
    assert rules.filled("{customer}!", {"customer": "{site} {status_link}", "site": "x"}) == "{site} {status_link}!"
    facts = {"customer": "<b>", "status_link": "https://x/?a&b"}
    html = rules.formatted("Dear {customer}\n\n{status_link}", facts, "Go")
    assert html == '<p>Dear &lt;b&gt;</p>\n<p><a href="https://x/?a&amp;b" style="color:#0b5c6b">Go</a></p>'


def test_a_line_about_what_is_not_known_is_left_out() -> None:
    assert rules.filled("Thank you.\nBy {due}.\nYours, {site}", FACTS) == "Thank you.\nYours, Linden House"


def test_what_we_bring_is_without_fault() -> None:
    for language, words in ready.WORDS.items():
        friendly = ready.FRIENDLY_WORDS[language]
        for field in rules.FIELDS:
            for text in (getattr(words, field), friendly.get(field, "")):
                assert rules.fault(field, text) == ""


@pytest.mark.parametrize(
    ("text", "greets"),
    [
        ("Dear Ana,\nof course.", True),
        ("Hi Ana! Of course.", True),
        ("Ana,\nof course.", True),
        ("Guten Morgen Frau Lima", True),
        ("Of course, you may come late,\nwe are here.", False),
        ("Highly unlikely.", False),
        ("Dear guests usually come at three, but you may of course come earlier.", False),
        ("", False),
    ],
)
def test_who_greets_is_not_greeted_for(text: str, greets: bool) -> None:
    assert rules.greets(text) is greets


def test_an_answer_stands_between_greeting_and_closing() -> None:
    closing = "Kind regards\nInes Moreau"
    assert rules.framed("Of course.", "Dear Ana,", closing, "Ines Moreau") == f"Dear Ana,\n\nOf course.\n\n{closing}"
    assert (
        rules.framed("Of course.\n\nInes", "Dear Ana,", closing, "Ines Moreau") == "Dear Ana,\n\nOf course.\n\nInes"
    )
    again = rules.framed("Of course.", "Dear Ana,", closing, "Ines Moreau")
    assert rules.framed(again, "Dear Ana,", closing, "Ines Moreau") == again


@pytest.mark.parametrize(
    ("name", "first"), [("Ana Lima", "Ana"), ("Lima, Ana", "Ana"), ("ana@x.example", ""), ("", ""), ("Lima,", "Lima")]
)
def test_first_names(name: str, first: str) -> None:
    assert rules.first_name(name).rstrip(",") == first


def test_a_site_speaks_its_own_words_else_the_houses_else_ours(world: World, at: datetime) -> None:
    by = staff(world.maren.id)
    assert speech_of(world.house).words == ready.ENGLISH
    speak(None, {"closing": "Yours\n{site}"}, tone="friendly", frames=True, by=by, at=at)
    speak(None, {"closing": "Yours ever\n{site}"}, tone="friendly", frames=True, by=by, at=at)
    speak(world.house, {"received": "Got it."}, language="de", by=by, at=at)
    house, quay = speech_of(world.house), speech_of(world.quay)
    assert (house.words.received, quay.words.received) == ("Got it.", ready.ENGLISH.received)
    assert (house.language, quay.language, house.frames) == ("de", "en", True)
    assert house.greeting(house.facts(customer="Ana Lima")) == "Hallo Ana,"
    assert quay.greeting(quay.facts(customer="")) == "Hi,"
    assert quay.closing(quay.facts()) == "Yours ever\nLinden Quay"
    assert Voice.objects.filter(site=None).count() == 1


def test_wrong_words_are_not_kept(world: World, at: datetime) -> None:
    with pytest.raises(WrongWords) as wrong:
        speak(world.house, {"greeting": "{x}", "survey": "{due}"}, tone="rude", by=staff(world.maren.id), at=at)
    assert set(wrong.value.faults) == {"greeting", "survey", "tone"}
    assert not Voice.objects.exists()


def test_days_are_told_in_the_language() -> None:
    due = datetime(2026, 11, 18, 14, 5, tzinfo=UTC)
    assert put_together("x", []).facts(due=due)["due"] == "Wednesday, 18 November, 14:05"
    assert put_together("x", [Voice(language="de")]).facts(due=due)["due"] == "Mittwoch, 18. November, 14:05"
