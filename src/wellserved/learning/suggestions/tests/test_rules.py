import pytest

from wellserved.learning.suggestions import rules


@pytest.mark.parametrize(
    ("state", "title", "answer", "says"),
    [
        ("done", "Bicycles", "", "Write an answer"),
        ("declined", "Bicycles", " ", "Write an answer"),
        ("considered", " ", "We think about it.", "in a line"),
        ("forgotten", "", "", "how it stands"),
    ],
)
def test_what_everybody_reads_is_whole(state: str, title: str, answer: str, says: str) -> None:
    with pytest.raises(rules.NotAllowed, match=says):
        rules.answer_of(state, title, answer)


def test_what_nobody_answers_needs_no_words() -> None:
    assert rules.answer_of("considered", "", "") == (rules.State.CONSIDERED, "", "")
    assert rules.answer_of("done", " Bicycles  for guests ", "They are here. ")[1:] == (
        "Bicycles for guests",
        "They are here.",
    )


@pytest.mark.parametrize("changed", ["same", "not same_site", "is_merged", "into_is_merged", "has_merged"])
def test_what_cannot_be_merged_says_why(changed: str) -> None:
    facts = {"same": False, "same_site": True, "is_merged": False, "into_is_merged": False, "has_merged": False}
    rules.may_merge(**facts)
    name = changed.removeprefix("not ")
    with pytest.raises(rules.NotAllowed):
        rules.may_merge(**(facts | {name: not facts[name]}))


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Bicycles for guests would be lovely.", "Why is there no bicycle for a guest?", True),
        ("Mehr Parkplätze bitte", "Ein Parkplatz für Fahrräder am Eingang", True),
        ("Ein Parkplatz am Haus", "Wir hätten gern einen Parkplatz näher am Haus", True),
        ("Bicycles!", "A kettle in the room?", False),
        ("?", "Bicycles!", False),
    ],
)
def test_what_seems_to_say_the_same(one: str, other: str, alike: bool) -> None:
    assert (rules.likeness(one, other) >= rules.ALIKE) is alike
