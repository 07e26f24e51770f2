import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellserved.learning.feedback.given import Given, NotAnAnswer, Rated
from wellserved.learning.feedback.items import ITEMS
from wellserved.serving.standards.models import DIMENSIONS

levels = st.none() | st.integers(1, 9)
rated = st.builds(Rated, st.none() | st.integers(-2, 2), levels, levels, levels)


def test_every_dimension_of_a_standard_is_asked_about() -> None:
    assert tuple(ITEMS) == DIMENSIONS


@given(rated, rated)
def test_what_is_not_said_changes_nothing(new: Rated, old: Rated) -> None:
    after = new.over(old)
    assert new.over(Rated()) == new
    assert Rated().over(old) == old
    assert after.perceived == (old.perceived if new.perceived is None else new.perceived)


@pytest.mark.parametrize("wrong", [3, -3, 100])
def test_a_comparison_has_five_steps(wrong: int) -> None:
    with pytest.raises(NotAnAnswer, match="-2 to 2"):
        Given(comparison=wrong)


def test_a_level_has_nine_steps() -> None:
    with pytest.raises(NotAnAnswer, match="1 to 9"):
        Rated(perceived=0)


def test_only_what_is_asked_is_rated() -> None:
    with pytest.raises(NotAnAnswer, match="'speed'"):
        Given(ratings={"speed": Rated(comparison=1)})
