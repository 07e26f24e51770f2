"""The packs that are shipped: each is fine, honest about its sources, and says something of its own."""

import re
from collections import Counter
from itertools import combinations
from typing import Any

import pytest

from wellserved.serving.standards import packs
from wellserved.serving.standards.facts import OBSERVED, QUOTED
from wellserved.serving.standards.moments import MEANINGS
from wellserved.serving.standards.pack import HOUSE_PRACTICE, Pack
from wellserved.serving.standards.packing import packed
from wellserved.serving.standards.starter import STARTER
from wellserved.serving.standards.unpacking import read
from wellserved.serving.standards.wording import KINDS, meant
from wellserved.serving.standards.writing import DIMENSIONS, STAKEHOLDERS

AT_LEAST = {
    "bank-and-insurance": 20,
    "contact-centre": 25,
    "internal-services-and-suppliers": 15,
    "luxury-hotel": 40,
    "public-office": 20,
    "restaurant-and-bar": 30,
    "retail-and-online-shop": 30,
    "salon": 25,
    "workshop-and-trades": 15,
}
EVERY = pytest.mark.parametrize("pack", [packs.pack(name) for name in packs.names()], ids=packs.names())
ALL = [standard for name in packs.names() for standard in packs.pack(name).standards]


def test_which_there_are_and_how_much_is_in_them() -> None:
    sizes = {name: len(packs.pack(name).standards) for name in packs.names()}
    assert sizes.keys() == AT_LEAST.keys()
    assert {name: size for name, size in sizes.items() if size < AT_LEAST[name]} == {}


@EVERY
def test_each_rule_means_something(pack: Pack) -> None:
    for number, standard in enumerate(pack.standards):
        assert meant(standard["rule"], id=number, key=standard["key"]).key == standard["key"]


@EVERY
def test_a_file_is_called_as_its_pack(pack: Pack) -> None:
    assert packs.pack(pack.name) is pack


@EVERY
def test_every_demand_has_its_source_and_every_source_its_demand(pack: Pack) -> None:
    titles = {source.title for source in pack.sources}
    used = {
        next((title for title in titles if one["source"].startswith(title)), one["source"]) for one in pack.standards
    }
    assert used == titles | {HOUSE_PRACTICE}


@EVERY
def test_a_statement_is_one_sentence_that_a_customer_reads(pack: Pack) -> None:
    for standard in pack.standards:
        assert re.fullmatch(r"[A-Z][^.!?]+[.]", standard["statement"]), standard["statement"]
        assert len(standard["statement"]) <= 160, standard["statement"]


@EVERY
def test_what_is_done_at_a_warning_needs_a_warning(pack: Pack) -> None:
    assert [one["key"] for one in pack.standards if one["on_warning"] and not one["rule"].get("warn")] == []


@EVERY
def test_days_of_24_hours_are_counted_around_the_clock(pack: Pack) -> None:
    """In opening hours "2 d" would be 48 open hours, which nobody means."""
    lengths = ((one["key"], part) for one in pack.standards for part in (one["rule"], one["rule"].get("of", {})))
    assert [
        key for key, part in lengths if part.get("within", "").endswith("d") and part.get("hours") != "always"
    ] == []


@EVERY
def test_a_pack_for_guests_looks_at_the_whole_service(pack: Pack) -> None:
    """No pack is about speed alone, nor about what only a person can see."""
    dimensions = Counter(one["dimension"] for one in pack.standards)
    assert max(dimensions.values()) <= len(pack.standards) / 2
    assert dimensions.keys() >= set(DIMENSIONS) - {"tangibles"}
    observed = [one for one in pack.standards if one["rule"]["kind"] == OBSERVED]
    assert len(observed) <= len(pack.standards) / 2


@EVERY
def test_a_quoted_time_starts_one_clock(pack: Pack) -> None:
    """Every quote starts each quoted standard that applies: two would want it settled in two ways."""
    quoted = [one for one in pack.standards if one["rule"]["kind"] == QUOTED]
    both = [
        (one["key"], other["key"])
        for one, other in combinations(quoted, 2)
        if not any(
            one[name] and other[name] and not set(one[name]) & set(other[name]) for name in ("topics", "groups")
        )
    ]
    assert both == []


def test_no_two_packs_say_the_same() -> None:
    for name in ("key", "statement"):
        counted = Counter(one[name] for one in ALL)
        assert [said for said, times in counted.items() if times > 1] == []
    assert not {one["key"] for one in ALL} & STARTER.keys()


def test_together_they_show_every_kind_every_stakeholder_and_what_the_doors_note() -> None:
    kinds = {one["rule"]["kind"] for one in ALL} | {one["rule"].get("of", {}).get("kind") for one in ALL}
    assert set(KINDS) <= kinds
    assert {one["asked_by"] for one in ALL} == set(STAKEHOLDERS)
    assert {one["serves"] for one in ALL} == {"customers", "internal", "suppliers"}
    used = {moment for one in ALL for moment in _moments(one["rule"])}
    assert len(used) >= 0.7 * len(MEANINGS)


def _moments(value: Any) -> list[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [name for part in value for name in _moments(part)]
    return [value] if value in MEANINGS else []


@EVERY
def test_a_pack_written_again_is_the_same(pack: Pack) -> None:
    again = read(packed(pack).encode())
    assert again.standards == pack.standards
    assert again.label == pack.label


def test_an_unknown_pack() -> None:
    with pytest.raises(packs.UnknownPack, match='Did you mean "luxury-hotel"'):
        packs.pack("luxury-hotels")
