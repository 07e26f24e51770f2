"""The schema of packs says what the code says: an editor accepts and refuses what `check` does."""

import json
import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from tests.architecture.sources import ROOT
from wellserved.serving.standards import packs
from wellserved.serving.standards.schema import as_text, schema
from wellserved.serving.standards.wording import FIELDS, SHARE_OF
from wellserved.serving.standards.writing import faults

VALIDATOR = Draft202012Validator(schema())
FINE: dict[str, Any] = {
    "key": "greeted",
    "statement": "You are greeted.",
    "dimension": "empathy",
    "serves": "customers",
    "asked_by": "owners",
    "target": 0.9,
    "weight": 1,
}
REPLY = {"kind": "first reply", "within": "1 h"}
GREETED = {"kind": "time to", "from": "arrived", "to": "greeted", "within": "60 s"}
RULES: list[dict[str, Any]] = [
    REPLY,
    {"kind": "first reply", "by": "12:00", "day": 1},
    {"kind": "resolution", "within": "1 h 30 min", "warn": 0.5},
    GREETED,
    GREETED | {"to": ["greeted", "attended"], "fails": "left", "warn": [0.5, 0.8], "hours": "always"},
    {"kind": "time to", "from": "arrived", "to": "greeted", "fails": "left"},
    {"kind": "at most", "count": "ring", "limit": 3, "from": "rang", "until": "answered"},
    {"kind": "at most", "total": "hold", "limit": "30 s", "until": "call ended"},
    {"kind": "at least", "count": "informed", "limit": 1},
    {"kind": "quoted", "to": "delivered", "late": "5 min", "early": "10 min"},
    {"kind": "observed"},
    {"kind": "observed", "by": ["rule", "review"], "never_says": ["no"]},
    {"kind": "share of", "of": REPLY, "per": "day"},
]
WRONG: list[dict[str, Any]] = [
    {},
    {"kind": "soon"},
    {"kind": "first reply"},
    {"kind": "first reply", "within": "1 hour"},
    {"kind": "first reply", "within": "1 h", "by": "12:00"},
    {"kind": "first reply", "within": "1 h", "day": 1},
    {"kind": "resolution", "by": "12:00"},
    {"kind": "first reply", "by": "25:00"},
    {"kind": "first reply", "by": "12:00", "day": 1.5},
    {"kind": "first reply", "within": "1 h", "warn": [1.5]},
    {"kind": "first reply", "within": "1 h", "from": "arrived"},
    {"kind": "time to", "from": "arrived", "to": "greeted"},
    {"kind": "time to", "to": "greeted", "within": "1 h"},
    GREETED | {"from": "came"},
    GREETED | {"from": ["arrived", "rang"]},
    GREETED | {"to": []},
    GREETED | {"pauses": "lunch"},
    GREETED | {"hours": "mine"},
    {"kind": "at most", "count": "ring"},
    {"kind": "at most", "count": "ring", "limit": "3"},
    {"kind": "at most", "count": "ring", "limit": -1},
    {"kind": "at most", "total": "hold", "limit": 30, "until": "call ended"},
    {"kind": "at most", "total": "hold", "limit": "30 s"},
    {"kind": "at least", "total": "hold", "limit": "30 s", "until": "call ended"},
    {"kind": "quoted"},
    {"kind": "observed", "by": []},
    {"kind": "observed", "by": "passer-by"},
    {"kind": "observed", "by": "rule"},
    {"kind": "observed", "by": ["rule"]},
    {"kind": "observed", "says": [" "]},
    {"kind": "share of"},
    {"kind": "share of", "of": {"kind": "share of", "of": REPLY}},
    {"kind": "share of", "of": REPLY, "per": "year"},
]
FIELDS_AMISS: list[dict[str, Any]] = [
    {"key": "Greeted!"},
    {"statement": " "},
    {"statement": "x" * 301},
    {"dimension": "speed"},
    {"serves": "nobody"},
    {"asked_by": "me"},
    {"target": 0},
    {"target": 90},
    {"weight": 0},
    {"on_miss": ["shout"]},
    {"on_warning": "raise"},
    {"topics": [1]},
    {"groups": "regular"},
    {"source": "x" * 301},
]


def accepted(standard: dict[str, Any]) -> bool:
    head = {"name": "x", "version": "1.0", "title": "X", "about": "X", "language": "en"}
    return bool(VALIDATOR.is_valid({"pack": head, "standard": [standard]}))


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("name", packs.names())
def test_shipped_packs_are_accepted(name: str) -> None:
    assert [error.message for error in VALIDATOR.iter_errors(tomllib.loads(packs.text(name).decode()))] == []


@pytest.mark.parametrize("rule", RULES)
def test_what_the_code_means_is_accepted(rule: dict[str, Any]) -> None:
    assert faults(FINE | {"rule": rule}) == []
    assert accepted(FINE | {"rule": rule})


@pytest.mark.parametrize("rule", WRONG)
def test_what_the_code_refuses_is_refused(rule: dict[str, Any]) -> None:
    assert faults(FINE | {"rule": rule})
    assert not accepted(FINE | {"rule": rule})


@pytest.mark.parametrize("field", FIELDS_AMISS)
def test_a_standard_with_a_wrong_field_is_refused(field: dict[str, Any]) -> None:
    assert faults({**FINE, "rule": REPLY, **field})
    assert not accepted({**FINE, "rule": REPLY, **field})


@pytest.mark.parametrize("field", ["key", "statement", "dimension", "rule"])
def test_what_is_needed_is_needed(field: str) -> None:
    standard = FINE | {"rule": REPLY}
    del standard[field]
    assert faults(standard)
    assert not accepted(standard)


VALUES: dict[str, list[Any]] = {
    "from": ["arrived", ["rang"], "came", []],
    "to": ["greeted", ["greeted", "attended"], [], 1],
    "until": ["settled", ["answered", "abandoned"], "over"],
    "fails": ["left", ["left"], "gone"],
    "cancelled": ["settled", [], 0],
    "count": ["ring", ["rang", "contact"], "bell"],
    "total": ["hold", "waiting", "lunch"],
    "limit": [0, 3, 2.5, -1, "30 s", "soon", True],
    "within": ["60 s", "1 h 30 min", "1.5 d", "1 hour", 60, ""],
    "by": ["18:00", "24:00", "25:00", "review", ["rule", "customer"], "rule", []],
    "day": [0, 3, -1, 400, 1.5],
    "hours": ["opening", "always", "mine"],
    "pauses": ["waiting", ["hold", "waiting"], "lunch", []],
    "late": ["5 min", "0 s", 5],
    "early": ["10 min", "early"],
    "warn": [0.5, [0.5, 0.8], [], 1, "half"],
    "says": ["thank you", ["dear"], [], " "],
    "never_says": ["policy", [""], 1],
    "per": ["day", "year"],
    "of": [REPLY, GREETED, {"kind": "first reply"}, {"kind": "share of"}],
}


@st.composite
def written_rules(draw: st.DrawFn) -> dict[str, Any]:
    kind = draw(st.sampled_from(sorted(FIELDS)))
    names = draw(st.sets(st.sampled_from(sorted(FIELDS[kind])), max_size=6))
    return {"kind": kind, **{name: draw(st.sampled_from(VALUES[name])) for name in sorted(names)}}


@given(written_rules())
def test_any_rule_is_accepted_if_the_code_means_it(rule: dict[str, Any]) -> None:
    assert accepted(FINE | {"rule": rule}) == (faults(FINE | {"rule": rule}) == [])


def test_unknown_fields_are_refused_everywhere() -> None:
    assert not accepted(FINE | {"rule": REPLY, "sites": [1]})
    assert not accepted(FINE | {"rule": REPLY | {"witin": "1 h"}})


def test_every_field_of_every_kind_is_in_it() -> None:
    rules = [*schema()["$defs"]["part"]["oneOf"], schema()["$defs"]["rule"]["oneOf"][1]]
    told = {rule["properties"]["kind"]["const"]: set(rule["properties"]) - {"kind"} for rule in rules}
    assert told == {kind: set(fields) for kind, fields in FIELDS.items()}
    assert SHARE_OF in told


def test_the_document_is_up_to_date() -> None:
    assert (ROOT / "docs/standards.schema.json").read_text() == as_text(), "make docs"
    assert json.loads(as_text()) == schema()
