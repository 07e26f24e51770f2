"""What people type, and what it means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellserved.ground.search.query import Query, Term, parse


def words(*texts: str) -> tuple[tuple[Term, ...], ...]:
    return tuple((Term((text,)),) for text in texts)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("", Query()),
        ("late breakfast", Query(words("late", "breakfast"))),
        ("Late BREAKFAST", Query(words("late", "breakfast"))),
        ('"late breakfast"', Query(((Term(("late", "breakfast")),),))),
        ("check-out", Query(((Term(("check", "out")),),))),
        ("invoi*", Query(((Term(("invoi",), prefix=True),),))),
        ("breakfast -parking", Query(words("breakfast"), (Term(("parking",)),))),
        ('-"too late"', Query((), (Term(("too", "late")),))),
        ("pram OR cot bed", Query(((Term(("pram",)), Term(("cot",))), (Term(("bed",)),)))),
        ("OR", Query()),
        ("bed OR", Query(words("bed"))),
        ("or and not", Query(words("or", "and", "not"))),
        ("from:alice is:open bed", Query(words("bed"), filters={"from": "alice", "is": "open"})),
        ("https://linden.example", Query(((Term(("https", "linden", "example")),),))),
        ("café", Query(words("café"))),
        ('"', Query()),
        ("* - ( ) : ^ &", Query()),
    ],
)
def test_what_is_typed_means(text: str, meant: Query) -> None:
    assert parse(text) == meant


@given(st.text())
def test_any_text_means_something(text: str) -> None:
    query = parse(text)
    assert all(term.words for group in query.needed for term in group)
    assert all(word.isalnum() for group in query.needed for term in group for word in term.words)
