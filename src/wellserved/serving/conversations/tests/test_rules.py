import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellserved.serving.conversations.rules import PREVIEW_CHARACTERS, preview, subject_of_reply


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        ("  Good\n\nmorning ", "Good morning"),
        ("Yes, please.\n\nOn Monday, Linden House wrote:\n> May we?\n> Ines", "Yes, please."),
        ("Two things:\n- a cot\n- a pram", "Two things: - a cot - a pram"),
        ("> May we?\nYes.", "> May we? Yes."),
    ],
)
def test_a_preview_is_the_customers_own_words(text: str, shown: str) -> None:
    assert preview(text) == shown


@given(st.text())
def test_a_preview_is_one_short_line(text: str) -> None:
    shown = preview(text)
    assert len(shown) <= PREVIEW_CHARACTERS
    assert "\n" not in shown


def test_a_reply_says_so_once() -> None:
    assert subject_of_reply("Late arrival") == "Re: Late arrival"
    assert subject_of_reply("RE: Late arrival") == "RE: Late arrival"
