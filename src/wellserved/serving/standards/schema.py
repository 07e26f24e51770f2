"""The JSON schema of a pack's file, made of the same tables that check it: for editors that check while one types."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from wellserved.serving.standards.facts import AT_LEAST, AT_MOST, OBSERVED, QUOTED, TIME_TO
from wellserved.serving.standards.moments import MEANINGS
from wellserved.serving.standards.pack import CHANNELS, NEEDED, PACK, SOURCE, USUAL
from wellserved.serving.standards.wording import (
    FIELDS,
    MOST,
    MOST_DAYS,
    OBSERVERS,
    PAUSES,
    PERIODS,
    SHARE_OF,
    SHORT,
    SPANS,
)
from wellserved.serving.standards.writing import DEEDS, DIMENSIONS, SERVES, STAKEHOLDERS

Schema = dict[str, Any]

LENGTH: Schema = {
    "type": "string",
    "pattern": r"^(\s*\d+(\.\d+)?\s*(s|min|h|d)\b)+\s*$",
    "description": 'A length of time: "60 s", "5 min", "1 h 30 min", "2 d". A day has 24 hours.',
}
TIME_OF_DAY: Schema = {"type": "string", "pattern": "^(([01]?[0-9]|2[0-3]):[0-5][0-9]|24:00)$"}
SHARE: Schema = {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1}


def schema() -> Schema:
    """Draft 2020-12."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A pack of service standards",
        **_table({"pack": _pack(), "standard": {"type": "array", "minItems": 1, "items": _standard()}}),
        "$defs": {
            "moment": {"oneOf": [{"const": name, "description": what} for name, what in MEANINGS.items()]},
            "moments": _one_or_more({"$ref": "#/$defs/moment"}),
            "part": {"oneOf": [_rule(kind) for kind in RULES]},
            "rule": {"oneOf": [{"$ref": "#/$defs/part"}, _share_of()]},
        },
    }


def as_text() -> str:
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def _pack() -> Schema:
    sources = {"type": "array", "items": _table(_texts(SOURCE), optional={"url"})}
    return _table(_texts(PACK) | {"source": sources}, optional={"source"})


def _texts(wanted: Mapping[str, Any]) -> Schema:
    return {
        name: {"type": "string", "pattern": f"^(?:{form.pattern})$", "maxLength": most, "description": what}
        for name, (form, most, what) in wanted.items()
        if name != "about"
    } | ({"about": {"type": "string", "pattern": r"\S", "maxLength": 1000}} if "about" in wanted else {})


def _standard() -> Schema:
    fields: Schema = {
        "key": {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": 60},
        "statement": {
            "type": "string",
            "pattern": r"\S",
            "maxLength": 300,
            "description": "One sentence that a customer would understand.",
        },
        "dimension": {"enum": list(DIMENSIONS)},
        "rule": {"$ref": "#/$defs/rule"},
        "serves": {"enum": list(SERVES)},
        "asked_by": _named(STAKEHOLDERS),
        "source": {"type": "string", "maxLength": 300},
        "target": {"type": "number", "exclusiveMinimum": 0, "maximum": 1},
        "weight": {"type": "number", "exclusiveMinimum": 0, "maximum": 100},
        "channels": {"type": "array", "items": {"enum": list(CHANNELS)}},
        "topics": {"type": "array", "items": {"type": "string", "minLength": 1}},
        "groups": {"type": "array", "items": {"type": "string", "minLength": 1}},
        "on_warning": {"type": "array", "items": _named(DEEDS)},
        "on_miss": {"type": "array", "items": _named(DEEDS)},
    }
    assert fields.keys() == {*NEEDED, *USUAL}
    return _table(fields, optional=USUAL)


def _named(meanings: Mapping[str, str]) -> Schema:
    return {"oneOf": [{"const": name, "description": what} for name, what in meanings.items()]}


def _table(fields: Schema, optional: Iterable[str] = ()) -> Schema:
    needed = [name for name in fields if name not in set(optional)]
    return {"type": "object", "properties": fields, "required": needed, "additionalProperties": False}


def _one_or_more(item: Schema) -> Schema:
    return {"anyOf": [item, {"type": "array", "items": item}]}


MOMENTS: Schema = {"$ref": "#/$defs/moments"}
SOME: Schema = {
    "anyOf": [{"$ref": "#/$defs/moment"}, {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/moment"}}]
}
ONE: Schema = {
    "anyOf": [
        {"$ref": "#/$defs/moment"},
        {"type": "array", "minItems": 1, "maxItems": 1, "items": {"$ref": "#/$defs/moment"}},
    ]
}
NUMBER: Schema = {"type": "number", "minimum": 0, "maximum": MOST}
WORDS: Schema = _one_or_more({"type": "string", "pattern": r"\S"})
FIELD: Schema = {
    "from": ONE,
    "to": SOME,
    "until": MOMENTS,
    "fails": MOMENTS,
    "cancelled": MOMENTS,
    "count": SOME,
    "within": LENGTH,
    "late": LENGTH,
    "early": LENGTH,
    "by": TIME_OF_DAY,
    "day": {"type": "integer", "minimum": 0, "maximum": MOST_DAYS, "description": "How many serving days later."},
    "hours": {"enum": ["opening", "always"]},
    "pauses": _one_or_more({"enum": list(PAUSES)}),
    "total": {"enum": list(SPANS)},
    "limit": NUMBER,
    "warn": {"anyOf": [SHARE, {"type": "array", "items": SHARE, "uniqueItems": True}]},
    "says": WORDS,
    "never_says": WORDS,
}
# What each kind needs; where there are several ways, each with what it excludes.
NEEDS: dict[str, list[Schema]] = {
    **{kind: [{"required": ["within"]}, {"required": ["by"]}] for kind in SHORT},
    TIME_TO: [
        {"required": ["from", "to", "within"]},
        {"required": ["from", "to", "by"]},
        {"required": ["from", "to", "fails"]},
    ],
    AT_MOST: [{"required": ["count", "limit"]}, {"required": ["total", "limit", "until"]}],
    AT_LEAST: [{"required": ["count", "limit"]}],
    QUOTED: [{"required": ["to"]}],
    OBSERVED: [{}],
}
RULES = tuple(NEEDS)
BY_TIME_OF_DAY: Schema = {
    "if": {"required": ["by"]},
    "then": {"not": {"anyOf": [{"required": ["within"]}, {"required": ["pauses"]}]}},
    "else": {"not": {"required": ["day"]}},
}
IN_TOTAL: Schema = {
    "if": {"required": ["total"]},
    "then": {"properties": {"limit": LENGTH}, "not": {"anyOf": [{"required": ["count"]}, {"required": ["from"]}]}},
    "else": {"properties": {"limit": NUMBER}, "not": {"anyOf": [{"required": ["hours"]}, {"required": ["warn"]}]}},
}
SEEN_BY_A_RULE: Schema = {
    "if": {
        "properties": {"by": {"anyOf": [{"const": "rule"}, {"type": "array", "contains": {"const": "rule"}}]}},
        "required": ["by"],
    },
    "then": {
        "anyOf": [
            {"required": [name], "properties": {name: {"not": {"const": []}}}} for name in ("says", "never_says")
        ]
    },
}


def _rule(kind: str) -> Schema:
    fields = {"kind": {"const": kind}} | {name: FIELD[name] for name in sorted(FIELDS[kind])}
    also: Schema = {}
    if kind == OBSERVED:
        observer: Schema = {"enum": list(OBSERVERS)}
        fields["by"] = {"anyOf": [observer, {"type": "array", "minItems": 1, "items": observer}]}
        also = SEEN_BY_A_RULE
    elif kind == AT_MOST:
        fields["limit"] = {"anyOf": [NUMBER, LENGTH]}
        also = IN_TOTAL
    elif "by" in fields:
        needed = ["kind", "within"] if "pauses" in SHORT.get(kind, {}) else ["kind"]
        also = BY_TIME_OF_DAY | {"required": needed}
    return _table(fields, optional=FIELDS[kind]) | {"anyOf": NEEDS[kind]} | also


def _share_of() -> Schema:
    fields = {"kind": {"const": SHARE_OF}, "of": {"$ref": "#/$defs/part"}, "per": {"enum": list(PERIODS)}}
    return _table(fields, optional={"per"})
