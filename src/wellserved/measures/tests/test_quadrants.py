import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellserved.measures.quadrants import importance_performance

LEVELS = st.lists(st.tuples(st.integers(0, 100), st.integers(0, 100)), min_size=3, max_size=8)


def test_each_quadrant_has_its_name() -> None:
    """The names are those of Martilla & James 1977; the numbers are ours, as its table could not be read again."""
    names = ["reliability", "responsiveness", "tangibles", "gift shop"]
    found = importance_performance(names, [0.4, 0.4, 0.1, 0.1], [4.5, 3.0, 3.2, 4.8])
    assert [one.quadrant for one in found] == [
        "keep up the good work",
        "concentrate here",
        "low priority",
        "possible overkill",
    ]
    assert found[1].reading == "responsiveness matters more than most and is done worse: concentrate here."
    assert found[1].n == 4


def test_two_are_not_compared() -> None:
    found = importance_performance(["a", "b"], [1, 2], [1, 2])
    assert [one.quadrant for one in found] == ["", ""]
    assert found[0].reading == "2 cannot be compared; 3 are needed."


@given(LEVELS, st.integers(1, 9), st.integers(-9, 9))
def test_units_and_order_do_not_matter(levels: list[tuple[int, int]], scale: int, shift: int) -> None:
    names = [str(n) for n in range(len(levels))]
    given_ = importance_performance(names, [a for a, _ in levels], [b for _, b in levels])
    moved = importance_performance(
        names[::-1], [len(levels) * scale * a + shift for a, _ in levels[::-1]], [b + shift for _, b in levels[::-1]]
    )
    assert [one.quadrant for one in moved[::-1]] == [one.quadrant for one in given_]


@pytest.mark.parametrize("performance", [[1.0], [1.0, 2.0, float("nan")]])
def test_what_cannot_be_placed_is_told(performance: list[float]) -> None:
    with pytest.raises(ValueError, match=r"3 names|must be numbers"):
        importance_performance(["a", "b", "c"], [1, 2, 3], performance)
