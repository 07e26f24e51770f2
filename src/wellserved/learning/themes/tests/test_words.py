import pytest

from wellserved.learning.themes.signatures import without_signature
from wellserved.learning.themes.tone import tone
from wellserved.learning.themes.words import language_of, stem, terms


def shown(text: str, hidden: tuple[str, ...] = ()) -> list[str]:
    return [term.shown for term in terms(text, hidden)]


def test_small_words_numbers_and_addresses_say_nothing() -> None:
    text = (
        "Hello, the lift on floor 3B was noisy: see https://noise.example/12 or mail ann@lee.example by 12 May 2026."
    )
    assert shown(text) == ["lift", "floor", "noisy", "lift floor", "floor noisy"]


def test_names_are_not_looked_at() -> None:
    assert shown("Ann Lee asks for parking. Ann Lee", ("ann", "lee")) == ["asks", "parking", "asks parking"]


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [("invoices", "invoice", "en"), ("parking", "parked", "en"), ("bottles", "bottle", "en"),
     ("rechnungen", "rechnung", "de"), ("zimmer", "zimmern", "de"), ("aufzüge", "aufzug", "de"),
     ("parkplätzen", "parkplatz", "de")],
)  # fmt: skip
def test_forms_of_a_word_are_one(one: str, other: str, language: str) -> None:
    assert stem(one, language).startswith(stem(other, language)[:5])


def test_a_language_is_told_by_its_small_words() -> None:
    assert language_of(["wir", "hätten", "gern", "ein", "zimmer", "mit", "blick", "auf", "den", "see"]) == "de"
    assert language_of(["we", "would", "like", "a", "room", "with", "a", "view"]) == "en"


@pytest.mark.parametrize(
    ("foot", "kept"),
    [
        ("\n\nKind regards\nAnn Lee\nHarbour Ltd", ""),
        ("\n\nMit freundlichen Grüßen\nKarl Brandt", ""),
        ("\nViele Grüße aus Köln, Karl", ""),
        ("\nThanks, Ann", ""),
        ("\nVielen Dank im Voraus\nKarl", ""),
        ("\n-- \nHarbour Ltd", ""),
        ("\n\nSent from my iPhone", ""),
        ("\nVon meinem Telefon gesendet", ""),
        ("\nLG\nAnn\n\nPS: And the tap drips.\nSent from my phone", "\nPS: And the tap drips."),
        ("\nThank you for the towels you brought up to us, they were too small.", None),
        ("\nYours was the only house with a garden.", None),
        ("\nDie Grüße vom Personal fehlten uns.", None),
    ],
)
def test_what_stands_under_a_letter_is_not_its_matter(foot: str, kept: str | None) -> None:
    letter = "Thanks!\nThe lift is loud."
    assert without_signature(letter + foot).rstrip() == letter + (foot if kept is None else kept)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Lovely room, friendly people.", 1.0),
        ("A dirty room, and rude.", -1.0),
        ("Friendly, but the room was dirty.", 0.0),
        ("It was not clean.", -1.0),
        ("Das Frühstück war nicht schlecht.", 1.0),
        ("When is breakfast? Kind regards", None),
    ],
)
def test_the_tone_is_by_a_list_of_words(text: str, said: float | None) -> None:
    assert tone(text) == said
