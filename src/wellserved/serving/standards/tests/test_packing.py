"""What is in force is written as a pack, which `check` accepts and which means the same standards again."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.world import World
from wellserved.ground.journal.actor import staff
from wellserved.serving.standards import packs, reads
from wellserved.serving.standards.actions import add_standard, adopt, end_standard
from wellserved.serving.standards.pack import CHANNELS, CONTENT, USUAL, Pack
from wellserved.serving.standards.packing import packed
from wellserved.serving.standards.unpacking import read
from wellserved.serving.standards.writing import DEEDS, DIMENSIONS, SERVES, STAKEHOLDERS, faults

WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=30)
RULES = st.sampled_from([one["rule"] for name in packs.names() for one in packs.pack(name).standards])


def some(values: Any) -> Any:
    return st.lists(st.sampled_from(sorted(values)), max_size=3)


STANDARDS = st.fixed_dictionaries(
    {
        "key": st.from_regex(r"[a-z0-9]+(-[a-z0-9]+){0,3}", fullmatch=True).filter(lambda key: len(key) <= 60),
        "statement": WORDS.filter(str.strip),
        "dimension": st.sampled_from(DIMENSIONS),
        "rule": RULES
        | st.builds(lambda says: {"kind": "observed", "by": "rule", "says": says}, WORDS.filter(str.strip)),
        "serves": st.sampled_from(SERVES),
        "asked_by": st.sampled_from(sorted(STAKEHOLDERS)),
        "source": WORDS | st.just("") | st.just("house practice: ours"),
        "target": st.floats(0, 1, exclude_min=True),
        "weight": st.floats(0, 100, exclude_min=True) | st.integers(1, 100),
        "channels": some(CHANNELS),
        "topics": st.lists(WORDS, max_size=2),
        "groups": st.lists(WORDS, max_size=2),
        "on_warning": some(DEEDS),
        "on_miss": some(DEEDS),
    }
)


@given(st.lists(STANDARDS, min_size=1, max_size=4, unique_by=lambda one: one["key"]), WORDS.filter(str.strip))
def test_any_standards_are_read_as_they_were_written(standards: list[dict[str, Any]], about: str) -> None:
    assert [fault for one in standards for fault in faults(one)] == []
    pack = Pack("house", "1.0", "Our house", about, "en", (), tuple(standards))
    assert read(packed(pack).encode()) == pack


@pytest.mark.django_db
def test_a_house_is_exported_and_adopted_again(world: World, at: datetime) -> None:
    maren = staff(world.maren.id)
    adopt(packs.pack("luxury-hotel"), sites=[world.house], by=maren, at=at)
    own = {"kind": "observed", "by": ["rule"], "says": 'quote " backslash \\ and\nline'}
    add_standard(
        "our-own", statement='We say "hello" – und auf Wiedersehen.', dimension="empathy", rule=own, by=maren, at=at
    )
    before = {one.key: reads.content(one) for one in reads.standards(at)}
    text = packed(reads.house_pack("linden", "1.0", "The Linden Group", at))
    for standard in reads.standards(at):
        end_standard(standard, by=maren, at=at + timedelta(days=1))
    done = adopt(read(text.encode()), by=maren, at=at + timedelta(days=2))
    assert set(done.added) == before.keys()
    assert {one.key: reads.content(one) for one in reads.standards(at + timedelta(days=2))} == before
    assert {*USUAL, "statement", "dimension", "rule"} == set(CONTENT)
