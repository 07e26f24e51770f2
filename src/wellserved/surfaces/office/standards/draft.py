"""A standard as it stands in the form of the office, and what it says as `writing.faults` and the actions take it.

Every field is a list of texts, as a form sends it. A share has the fields of the rule that it is a share of.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from wellserved.serving.standards.actions import Lasts
from wellserved.serving.standards.models import Standard
from wellserved.serving.standards.wording import FIELDS, KINDS, SHARE_OF
from wellserved.serving.standards.writing import Fault, faults
from wellserved.surfaces.storable import a_moment

NEW = "new"  # a key that stands for one still to be made of the statement
LASTS = ("begins", "ends")
LISTED = ("topics", "groups")  # typed on one line, with commas
LISTS = ("channels", "sites", "teams", "on_warning", "on_miss")
MOMENTS = ("to", "fails", "cancelled", "count", "until")
WORDS = ("says", "never_says")
BEGINNING: Mapping[str, list[str]] = {
    "kind": ["first reply"],
    "of": ["first reply"],
    "per": ["month"],
    "hours": ["opening"],
    "dimension": ["responsiveness"],
    "serves": ["customers"],
    "asked_by": ["owners"],
    "target": ["90"],
    "weight": ["1"],
}
LACKS = {  # what is said of a field that is still empty
    "within": _lazy("Say within what time, such as 30 min, or by what time of day."),
    "from": _lazy("Choose the moment with which it begins."),
    "to": _lazy("Tick what ends it: at least one moment."),
    "until": _lazy("Tick until when it lasts."),
    "count": _lazy("Tick what is counted."),
    "limit": _lazy("Say how many, or for a total how long."),
    "observers": _lazy("Tick who may see it."),
    "says": _lazy("Write the words to look for, one phrase a line."),
}


@dataclass(frozen=True)
class Draft:
    said: Mapping[str, list[str]]

    @classmethod
    def typed(cls, sent: QueryDict) -> "Draft":
        return cls({name: sent.getlist(name) for name in sent})

    @classmethod
    def of(cls, standard: Standard) -> "Draft":
        return cls({**BEGINNING, **_about(standard), **_rule(standard.rule)})

    def at(self, sites: list[str]) -> "Draft":
        """The same, holding at these sites only."""
        return Draft({**self.said, "sites": sites})

    def all(self, name: str) -> list[str]:
        return [text.strip() for text in self.said.get(name, ()) if text.strip()]

    def one(self, name: str) -> str:
        return next(iter(self.all(name)), "")

    @property
    def kind(self) -> str:
        return self.one("kind") or KINDS[0]

    @property
    def judging(self) -> str:
        """The kind by which each interaction is judged."""
        return (self.one("of") or KINDS[0]) if self.kind == SHARE_OF else self.kind

    @property
    def fields(self) -> frozenset[str]:
        """Which fields of a rule the form shows; a count goes on at any hour, a total begins with what it adds up."""
        known = FIELDS.get(self.judging, frozenset())
        if self.judging != "at most":
            return known
        return known - (frozenset({"count", "from"}) if self.one("total") else frozenset({"hours", "warn"}))

    def rule(self) -> dict[str, Any]:
        judging = {"kind": self.judging} | {
            name: said for name in sorted(self.fields) if (said := self._said(name)) not in ("", [])
        }
        if self.kind != SHARE_OF:
            return judging
        return {"kind": SHARE_OF, "of": judging, "per": self.one("per") or "month"}

    def told(self, key: str) -> dict[str, Any]:
        """Key, rule and all else that a form says of a standard; what makes no sense stays as it was typed."""
        texts = {name: self.one(name) for name in ("statement", "dimension", "serves", "asked_by", "source")}
        lists: dict[str, list[Any]] = {name: self.all(name) for name in LISTS}
        for name in LISTED:
            lists[name] = [one.strip() for one in self.one(name).split(",") if one.strip()]
        for name in ("sites", "teams"):
            lists[name] = [_number(text) for text in lists[name]]
        numbers = {"target": _share(self.one("target")), "weight": _number(self.one("weight"))}
        return {"key": key, **texts, **lists, **numbers, "rule": self.rule()}

    def faults(self, key: str) -> dict[str, str]:
        """What is wrong, by the field of the form; "" is the standard as a whole."""
        found: dict[str, str] = {}
        for fault in faults(self.told(key)):
            place = _place(fault, self.judging)
            found.setdefault(place, str(LACKS[place]) if place in LACKS and self.lacks(place) else _says(fault))
        return found | self._wrong_times()

    def lacks(self, name: str) -> bool:
        """Whether nothing was typed there yet."""
        return not self.all(name)

    def lasts(self) -> Lasts:
        """From when to when, in the house's time zone; ValueError for what is no moment."""
        return Lasts(*(self._moment(name) for name in LASTS))

    def _wrong_times(self) -> dict[str, str]:
        found = {}
        for name in LASTS:
            try:
                self._moment(name)
            except ValueError:
                found[name] = _("A day and a time, such as 2026-12-01 06:00.")
        if not found and not self.lasts().is_possible:
            found["ends"] = _("It would end before it begins.")
        return found

    def _moment(self, name: str) -> datetime | None:
        text = self.one(name)
        return a_moment(text, timezone.get_current_timezone()) if text else None

    def _said(self, name: str) -> Any:
        if name == "by" and self.judging == "observed":
            return self.all("observers")
        if name in MOMENTS or name == "pauses":
            return _plain(self.all(name))
        if name in WORDS:
            return [line.strip() for text in self.all(name) for line in text.splitlines() if line.strip()]
        text = self.one(name)
        if name == "warn":
            return [_share(part) for part in text.replace("%", " ").replace(",", " ").split()]
        if name == "day" or (name == "limit" and not self.one("total")):
            return _number(text)
        return text


def _about(standard: Standard) -> dict[str, list[str]]:
    texts = {name: [getattr(standard, name)] for name in ("statement", "dimension", "serves", "asked_by", "source")}
    lists = {name: [str(one) for one in getattr(standard, name)] for name in LISTS}
    lists |= {name: [", ".join(getattr(standard, name))] for name in LISTED}
    return texts | lists | {"target": [f"{standard.target * 100:g}"], "weight": [f"{standard.weight:g}"]}


def _rule(rule: Mapping[str, Any]) -> dict[str, list[str]]:
    if rule.get("kind") == SHARE_OF:
        part = _rule(rule["of"])
        return part | {"kind": [SHARE_OF], "of": part["kind"], "per": [str(rule.get("per", "month"))]}
    shown = {name: [f"{one}" for one in _several(value)] for name, value in rule.items()}
    if rule.get("kind") == "observed":
        shown["observers"] = shown.pop("by", [])
    if "total" in rule:
        shown.setdefault("hours", ["always"])  # what a total means that says nothing of it
    if "warn" in rule:
        shown["warn"] = [", ".join(f"{one * 100:g}" for one in _several(rule["warn"]))]
    return shown | {name: ["\n".join(shown[name])] for name in WORDS if name in shown}


def _several(value: Any) -> Iterable[Any]:
    return value if isinstance(value, list | tuple) else (value,)


def _plain(names: list[str]) -> list[str] | str:
    """One by itself, as people write it."""
    return names[0] if len(names) == 1 else names


def _number(text: str) -> Any:
    try:
        value = float(text)
    except ValueError:
        return text
    return int(value) if value.is_integer() else value


def _share(text: str) -> Any:
    value = _number(text)
    return value if isinstance(value, str) else round(value / 100, 6)


def _place(fault: Fault, judging: str) -> str:
    place = fault.place.removeprefix("rule").removeprefix(".")
    if place in ("of.kind", "kind") and fault.place != "rule.kind":
        return "of"
    place = place.removeprefix("of.")
    return "observers" if place == "by" and judging == "observed" else place


def _says(fault: Fault) -> str:
    match fault.place:
        case "target":
            return _("The target is a share over 0 and up to 100\u00a0%.")
        case place if place.endswith(".warn"):
            return _("Shares of the time allowed in rising order, in percent, such as 50, 80.")
        case _:
            return fault.says
