"""Any history, all kinds of standards: followed entry by entry it gives what the whole journal gives."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wellserved.serving.standards.notation import read, written
from wellserved.serving.standards.tests.histories import WHAT, disagreements, event_of, invented, lived, opened

TOLD = st.lists(st.tuples(st.integers(0, 3200).map(lambda halves: halves * 7.5), st.sampled_from(WHAT)), max_size=16)


@settings(max_examples=150, deadline=None)
@given(TOLD, st.sets(st.integers(0, 16), max_size=5), st.booleans(), st.randoms(use_true_random=False))
def test_live_is_what_the_journal_tells(
    told: list[tuple[float, str]], sweeps: set[int], shuffled: bool, chance: Random
) -> None:
    rest = [event_of(minutes, what, seq) for seq, (minutes, what) in enumerate(sorted(told, key=lambda t: t[0]), 2)]
    if shuffled:  # what comes late comes after what happened later
        chance.shuffle(rest)
    house = lived([opened(), *rest], sweeps)
    assert disagreements(house) == []


@settings(max_examples=40, deadline=None)
@given(TOLD, st.sets(st.integers(0, 16), max_size=5))
def test_an_entry_that_comes_twice_counts_once(told: list[tuple[float, str]], sweeps: set[int]) -> None:
    rest = [event_of(minutes, what, seq) for seq, (minutes, what) in enumerate(sorted(told, key=lambda t: t[0]), 2)]
    once = lived([opened(), *rest], set())
    twice = lived([opened(), *(event for event in rest for _ in range(2))], set())
    assert twice.verdicts == once.verdicts


@pytest.mark.parametrize("seed", range(40))
def test_long_histories_too(seed: int) -> None:
    chance = Random(seed)
    house = lived(invented(chance, 60), {chance.randrange(60) for _ in range(12)})
    assert disagreements(house) == []
    assert house.watch is not None
    assert read(written(house.watch)) == house.watch
