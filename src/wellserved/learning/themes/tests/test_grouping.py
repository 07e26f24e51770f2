"""Themes are found without being told, and are the same tomorrow."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wellserved.learning.themes.grouping import ENOUGH_TEXTS, Group, group, without_parts
from wellserved.learning.themes.matching import matched, overlap
from wellserved.learning.themes.signatures import without_signature
from wellserved.learning.themes.tests.corpus import signed_texts, texts
from wellserved.learning.themes.words import terms


def grouped(letters: list[tuple[str, str]], customers: int = 50) -> tuple[Group, ...]:
    return group([terms(text) for _, text in letters], [place % customers for place in range(len(letters))])


def test_each_matter_is_found() -> None:
    letters = texts(300)
    found = grouped(letters)
    known = set()
    for one in found:
        matters = Counter(letters[place][0] for place, _ in one.members)
        matter, number = matters.most_common(1)[0]
        assert number / len(one.members) > 0.9, (one.terms, matters)
        assert any(matter in term or term in matter for term in one.terms) or matter == "noise"
        known.add(matter)
    assert known == {"noise", "parking", "breakfast", "invoice", "wifi"}


@pytest.mark.parametrize("seed", [1, 2])
def test_two_languages_and_what_stands_under_letters_keep_apart(seed: int) -> None:
    letters = [(matter, without_signature(text)) for matter, text in signed_texts(300, seed)]
    found = grouped(letters, customers=90)
    known = set()
    for one in found:
        (matter, number), *_ = Counter(letters[place][0] for place, _ in one.members).most_common()
        assert number / len(one.members) > 0.9, one.terms
        known.add(matter)
    assert len(known) >= 7
    spoken = {word for one in found for term in one.terms for word in term.split()}
    assert not spoken & {
        "iphone",
        "gesendet",
        "sent",
        "confidential",
        "harbour",
        "purchasing",
        "musterstraße",
        "karl",
    }


def test_one_who_writes_fifty_times_makes_no_theme_alone() -> None:
    about = "Our dachshund Waldmann barks at the postman"
    letters = [*texts(200), *[("dachshund", about)] * 50, *[("dachshund", "The dachshund barks at the postman")] * 2]
    whose = [place % 50 for place in range(200)] + [99] * 50 + [61, 62]
    found = group([terms(text) for _, text in letters], whose)
    assert len(found) >= 4
    assert not [one.terms for one in found if "dachshund" in " ".join(one.terms)]


def test_a_pair_is_shown_where_its_words_belong_together() -> None:
    in_texts = {"parking": 30, "parking garage": 12, "garage": 12, "gluten free": 9, "gluten": 9, "free": 10}
    assert without_parts(in_texts) == ["parking", "garage", "gluten free"]


def test_the_same_texts_give_the_same_themes() -> None:
    assert grouped(texts(80)) == grouped(texts(80))


def test_a_few_texts_are_nothing_to_group() -> None:
    assert grouped(texts(ENOUGH_TEXTS - 1)) == ()
    assert group([], []) == ()
    assert group([[] for _ in range(60)], list(range(60))) == ()


def test_no_theme_holds_the_words_of_two_customers_only() -> None:
    letters = [(matter, f"{text} Our dachshund Waldmann barks.") for matter, text in texts(20)] + texts(200, seed=2)
    customers = [place % 2 for place in range(20)] + [2 + place % 50 for place in range(200)]
    found = group([terms(text) for _, text in letters], customers)
    assert found
    assert not [term for one in found for term in one.terms if "waldmann" in term or "dachshund" in term]


def test_each_text_has_an_owner() -> None:
    with pytest.raises(ValueError, match="2 texts are of 1 customers"):
        group([[], []], [1])


def test_themes_stay_themselves() -> None:
    before = {7: ({1, 2, 3, 4}, {"lift", "noise"}), 8: ({5, 6, 7}, {"parking"})}
    now = [({5, 6, 9}, {"parking", "garage"}), ({1, 2, 3}, {"lift"}), ({20, 21}, {"wifi"})]
    assert matched(before, now) == {0: 8, 1: 7}
    assert matched({}, now) == {}


ids = st.sets(st.integers(0, 12), max_size=8)
themes = st.lists(st.tuples(ids, st.just(frozenset[str]())), max_size=5)


@settings(max_examples=40)
@given(before=themes, now=themes)
def test_nothing_is_matched_twice(
    before: list[tuple[set[int], frozenset[str]]], now: list[tuple[set[int], frozenset[str]]]
) -> None:
    found = matched(dict(enumerate(before)), now)
    assert len(set(found.values())) == len(found)
    assert all(overlap(before[id][0], now[place][0]) >= 0.25 for place, id in found.items())


def test_what_is_the_same_matches_itself() -> None:
    same = [({place}, {f"term {place}"}) for place in range(4)]
    assert matched(dict(enumerate(same)), same) == {place: place for place in range(4)}
