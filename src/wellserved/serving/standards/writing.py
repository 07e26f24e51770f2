"""A standard as it is written down, and what is wrong with it, field by field. Pure."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from wellserved.serving.standards.wording import WrongRule, meant

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
    "raise": "put the matter first in every list",
    "reassign": "take the matter off the colleague's hands, for anybody of the team",
    "tell customer": "tell the customer honestly that it takes longer",
}
LISTS = ("channels", "sites", "teams", "topics", "groups", "on_warning", "on_miss")
_key = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class WrongStandard(ValueError):  # noqa: N818 - a fact about what was written
    """The message says what is wrong with the standard, and what it may be."""


@dataclass(frozen=True, slots=True)
class Fault:
    """`place` is the field, with a dot where it is inside the rule: "rule.within"."""

    place: str
    says: str


def faults(told: Mapping[str, Any]) -> list[Fault]:
    """Everything that is wrong with a written standard; an empty list if it can be meant."""
    found = [fault for name, check in _CHECKS.items() if (fault := check(name, told.get(name)))]
    rule = told.get("rule")
    if not isinstance(rule, Mapping):
        return [*found, Fault("rule", "A standard needs a rule: what begins, what ends, and how long it may take.")]
    try:
        meant(rule, id=0, key=str(told.get("key", "")))
    except WrongRule as wrong:
        found.append(Fault(f"rule.{wrong.place}" if wrong.place else "rule", str(wrong)))
    return found


def _key_fault(name: str, value: Any) -> Fault | None:
    if isinstance(value, str) and len(value) <= 60 and _key.fullmatch(value):
        return None
    return Fault(name, f"The key is made of small letters, digits and single hyphens, at most 60; not {value!r}.")


def _statement_fault(name: str, value: Any) -> Fault | None:
    if isinstance(value, str) and value.strip() and len(value) <= 300:
        return None
    return Fault(name, "The statement is one sentence of at most 300 characters that a customer would understand.")


def _one_of(known: Collection[str], what: str) -> Any:
    def check(name: str, value: Any) -> Fault | None:
        return None if value in known else Fault(name, f"{what} must be one of {', '.join(known)}, not {value!r}.")

    return check


def _number(low: float, high: float, what: str) -> Any:
    def check(name: str, value: Any) -> Fault | None:
        fine = isinstance(value, int | float) and not isinstance(value, bool) and low < value <= high
        return None if fine else Fault(name, f"{what}, not {value!r}.")

    return check


def _listed(name: str, value: Any) -> Fault | None:
    if value is None or (isinstance(value, list | tuple) and all(isinstance(one, str | int) for one in value)):
        return None
    return Fault(name, f"{name} is a list, not {value!r}.")


def _deeds(name: str, value: Any) -> Fault | None:
    if fault := _listed(name, value):
        return fault
    unknown = [one for one in value or () if one not in DEEDS]
    return Fault(name, f"{unknown[0]!r} can't be done; these can: {', '.join(DEEDS)}.") if unknown else None


_CHECKS: dict[str, Any] = {
    "key": _key_fault,
    "statement": _statement_fault,
    "dimension": _one_of(DIMENSIONS, "The dimension"),
    "serves": _one_of(SERVES, "serves"),
    "asked_by": _one_of(STAKEHOLDERS, "asked_by"),
    "target": _number(0, 1, "The target is a share over 0 and up to 1, such as 0.9"),
    "weight": _number(0, 100, "The weight is a number over 0 and up to 100"),
    **dict.fromkeys(LISTS[:5], _listed),
    "on_warning": _deeds,
    "on_miss": _deeds,
}
