"""A standard as it is written down, and what is wrong with it, field by field. Pure."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from wellserved.serving.standards.nearest import did_you_mean
from wellserved.serving.standards.wording import SHARE_OF, WrongRule, meant

DIMENSIONS = ("tangibles", "reliability", "responsiveness", "assurance", "empathy")
SERVES = ("customers", "internal", "suppliers")
STAKEHOLDERS = {
    "customers": "measured expectations of customers",
    "employees": "the people who serve",
    "owners": "the house itself",
    "suppliers": "those who supply it",
    "government": "law and authorities",
    "associations": "the trade's associations",
    "community": "the neighbourhood and the public",
    "rating guide": "a guide that rates houses",
}
DEEDS = {
    "notify assignee": "tell the colleague who has the matter",
    "notify lead": "tell those who lead at the site",
    "raise": "mark the matter as urgent, until somebody answers",
    "reassign": "take the matter off the colleague's hands, for anybody of the team",
    "tell customer": "tell the customer honestly that it takes longer",
}
_key = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class WrongStandard(ValueError):  # noqa: N818 - a fact about what was written
    """The message says what is wrong with the standard, and what it may be."""


@dataclass(frozen=True, slots=True)
class Fault:
    """`place` is the field, with a dot where it is inside the rule: "rule.within"."""

    place: str
    says: str


Check = Callable[[str, Any], Fault | None]


def faults(told: Mapping[str, Any]) -> list[Fault]:
    """Everything that is wrong with a written standard; an empty list if it can be meant."""
    found = [fault for name, check in _CHECKS.items() if (fault := check(name, told.get(name)))]
    rule = told.get("rule")
    if not isinstance(rule, Mapping):
        return [*found, Fault("rule", "A standard needs a rule: what begins, what ends, and how long it may take.")]
    return [*found, *_rule_faults(rule, "rule"), *_unkept(told)]


# What is put in the place of a wrong field, so that the rest of the rule can be looked at.
SOUND: dict[str, Any] = {
    "from": "arrived",
    "to": "greeted",
    "until": "settled",
    "count": "contact",
    "total": "hold",
    "within": "1 min",
    "by": "12:00",
    "limit": 1,
}


def _rule_faults(rule: Mapping[str, Any], place: str) -> list[Fault]:
    rest, found = dict(rule), dict[str, Fault]()
    if rule.get("kind") == SHARE_OF and isinstance(rule.get("of"), Mapping):
        inside = _rule_faults(rule["of"], f"{place}.of")
        found = {fault.place: fault for fault in inside}
        rest["of"] = {"kind": "first reply", "within": "1 min"} if inside else rule["of"]
    while (wrong := _wrong(rest)) is not None:
        where = f"{place}.{wrong.place}" if wrong.place else place
        if where in found:
            break
        found[where] = Fault(where, str(wrong))
        rest = {name: value for name, value in rest.items() if name != wrong.place}
        if wrong.place in SOUND:
            rest[wrong.place] = SOUND[wrong.place]
    return list(found.values())


def _wrong(rule: Mapping[str, Any]) -> WrongRule | None:
    try:
        meant(rule, id=0, key="")
    except WrongRule as wrong:
        return wrong
    return None


def _unkept(told: Mapping[str, Any]) -> list[Fault]:
    """Databases keep no text with a NUL in it."""
    return [Fault(name, f"{name} holds an invisible character (NUL).") for name in told if _has_nul(told[name])]


def _has_nul(value: Any) -> bool:
    if isinstance(value, Mapping):
        return any(_has_nul(part) for pair in value.items() for part in pair)
    if isinstance(value, list | tuple):
        return any(_has_nul(part) for part in value)
    return isinstance(value, str) and "\0" in value


def _key_fault(name: str, value: Any) -> Fault | None:
    if isinstance(value, str) and len(value) <= 60 and _key.fullmatch(value):
        return None
    return Fault(name, f"The key is made of small letters, digits and single hyphens, at most 60; not {value!r}.")


def _statement_fault(name: str, value: Any) -> Fault | None:
    if isinstance(value, str) and value.strip() and len(value) <= 300:
        return None
    return Fault(name, "The statement is one sentence of at most 300 characters that a customer would understand.")


def _source_fault(name: str, value: Any) -> Fault | None:
    if value is None or (isinstance(value, str) and len(value) <= 300):
        return None
    return Fault(name, "The source is a text of at most 300 characters, with its title.")


def _one_of(known: Collection[str], what: str) -> Check:
    def check(name: str, value: Any) -> Fault | None:
        if value in list(known):
            return None
        near = did_you_mean(value, known)
        return Fault(name, f"{what} must be one of {', '.join(known)}, not {value!r}.{near}")

    return check


def _number(low: float, high: float, what: str) -> Check:
    def check(name: str, value: Any) -> Fault | None:
        fine = isinstance(value, int | float) and not isinstance(value, bool) and low < value <= high
        return None if fine else Fault(name, f"{what}, not {value!r}.")

    return check


def _list_of(kind: type, what: str) -> Check:
    def check(name: str, value: Any) -> Fault | None:
        if value is None or (isinstance(value, list | tuple) and all(type(one) is kind and one for one in value)):
            return None
        return Fault(name, f"{name} is a list of {what}, not {value!r}.")

    return check


_texts = _list_of(str, "words")
_ids = _list_of(int, "ids")


def _deeds(name: str, value: Any) -> Fault | None:
    if fault := _texts(name, value):
        return fault
    unknown = [one for one in value or () if one not in DEEDS]
    if not unknown:
        return None
    near = did_you_mean(unknown[0], DEEDS)
    return Fault(name, f"{unknown[0]!r} can't be done; these can: {', '.join(DEEDS)}.{near}")


_CHECKS: dict[str, Check] = {
    "key": _key_fault,
    "statement": _statement_fault,
    "dimension": _one_of(DIMENSIONS, "The dimension"),
    "serves": _one_of(SERVES, "serves"),
    "asked_by": _one_of(STAKEHOLDERS, "asked_by"),
    "source": _source_fault,
    "target": _number(0, 1, "The target is a share over 0 and up to 1, such as 0.9"),
    "weight": _number(0, 100, "The weight is a number over 0 and up to 100"),
    **dict.fromkeys(("channels", "topics", "groups"), _texts),
    **dict.fromkeys(("sites", "teams"), _ids),
    "on_warning": _deeds,
    "on_miss": _deeds,
}
