import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellserved.serving.channels.email.reading.quotes import split_quote

NEW = "Yes, please.\n\nAlice"


@pytest.mark.parametrize(
    "quoted",
    [
        "On Wed, 18 Nov 2026 at 10:00, Linden House <hello@linden.example> wrote:\n> Would you like it?",
        "On Wed, 18 Nov 2026 at 10:00, Linden House <hello@linden.example>\nwrote:\n\n> Would you like it?\n> Ines",
        "-----Original Message-----\nFrom: Linden House\nSent: Wednesday\nTo: Alice\nSubject: Re: x\n\nWould you?",
        "Am 18.11.2026 um 10:00 schrieb Linden House:\n> Would you like it?",
        "Le 18 novembre 2026 à 10:00, Linden House a écrit :\n> Would you like it?",
        "From: Linden House <hello@linden.example>\nSent: 18 November 2026\nTo: Alice\nSubject: Re: x\n\nWould?",
    ],
)
def test_the_quote_is_folded(quoted: str) -> None:
    new, folded = split_quote(f"{NEW}\n\n{quoted}")
    assert new == NEW
    assert folded.strip() == quoted.strip()


def test_an_answer_below_the_quote_is_what_is_new() -> None:
    new, folded = split_quote("> Would you like a late breakfast?\n> Ines\n\nYes, please.")
    assert new.strip() == "Yes, please."
    assert folded.startswith("> Would")


def test_answers_between_the_lines_stay_with_them() -> None:
    text = "> Breakfast?\nYes.\n> And tea?\nNo."
    assert split_quote(text) == (text, "")


def test_nothing_quoted_nothing_folded() -> None:
    assert split_quote(NEW) == (NEW, "")


def test_a_mail_that_is_only_a_quote_is_shown() -> None:
    assert split_quote("> just this") == ("> just this", "")


def test_our_own_words_begin_a_quote_that_nothing_else_marks() -> None:
    ours = "Dear Alice,\nwould you like a late breakfast?"
    assert split_quote(f"Yes!\n\n{ours}\n", ours) == ("Yes!", f"{ours}\n")


@given(st.text(alphabet=st.sampled_from("> abc\nOn wrote:-_"), max_size=300))
def test_nothing_is_lost(text: str) -> None:
    new, folded = split_quote(text)
    kept = [line for line in (new + "\n" + folded).split("\n") if line.strip()]
    assert sorted(kept) == sorted(line for line in text.split("\n") if line.strip())
