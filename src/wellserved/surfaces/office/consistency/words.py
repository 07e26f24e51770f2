"""How even the service is, in plain sentences and rows. Pure."""

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from wellserved.surfaces.office.period import Chosen
from wellserved.ui.words import NONE, percent, signed

if TYPE_CHECKING:  # these load NumPy
    from wellserved.learning.insight.consistency import Consistency, Unit
    from wellserved.measures.shrinking import Shrunken
    from wellserved.measures.variance import Components

Row = tuple[object, ...]
WAYS = {"site": _("Site"), "team": _("Team"), "staff": _("Colleague")}
HEAD = ("", "Told alone", "Of", "Fairly", "From", "To")
GROUPS = {"sites": "sites", "teams": "teams", "people": "people", "hours": "hours of the day", "weekdays": "weekdays"}
TENTHS = ("hardly any", "one tenth", "two tenths", "three tenths", "four tenths", "half", "six tenths")
MORE_TENTHS = ("seven tenths", "eight tenths", "nine tenths", "nearly all")
WORTH_TELLING = 0.01  # of all differences; under it, it is as good as the same everywhere


def sentences(found: "Consistency") -> list[str]:
    """ "Of the differences ..., 12 % go with places, people or hours; nine tenths of that is between hours." """
    told = [
        _where(found.delivered, "Of the differences in whether a standard is met"),
        _where(found.perceived, "Of the differences in what customers say"),
    ]
    if any(found.funnel.outside):
        low = [unit.name for unit, side in zip(found.measured, found.funnel.outside, strict=True) if side < 0]
        high = [unit.name for unit, side in zip(found.measured, found.funnel.outside, strict=True) if side > 0]
        if low:
            told.append(f"Met surely more rarely than elsewhere: {', '.join(low)}.")
        if high:
            told.append(f"Met surely more often: {', '.join(high)}.")
    return [sentence for sentence in told if sentence]


def _where(components: "Components", about: str) -> str:
    if not components.enough:
        return ""
    parts = {name: share for name, share in components.shares.items() if name in GROUPS}
    whole = sum(parts.values())
    if whole < WORTH_TELLING:
        return f"{about}, next to none goes with places, people or hours: it differs from one matter to the next."
    first = max(parts, key=lambda name: parts[name])
    others = " or ".join(GROUPS[name] for name in ("people", "sites", "hours") if name in parts and name != first)
    tenths = (*TENTHS, *MORE_TENTHS)[round(10 * parts[first] / whole)]
    rest = f", not {others}" if others and parts[first] / whole >= 0.7 else ""
    between = f"{tenths} of that is between {GROUPS[first]}{rest}"
    return f"{about}, {percent(whole)} go with places, people or hours; {between}."


def components(found: "Components") -> list[tuple[str, float, float | None, float | None]]:
    """Name, share of all differences, from and to; what goes with none of them last. Empty when it can't be told."""
    names = [name for name in GROUPS if name in found.shares]
    rows = [(GROUPS[name].capitalize(), found.shares[name], found.low[name], found.high[name]) for name in names]
    rest = sum(share for name, share in found.shares.items() if name not in GROUPS)
    return [*rows, ("From one matter to the next", rest, None, None)] if rows else []


def points(found: "Consistency", by: str, choice: Chosen) -> list[tuple[int, float, str, int, str]]:
    """What a funnel plot draws."""
    if not found.funnel.limits:
        return []
    return [
        (unit.of, unit.met / unit.of, unit.name, side, _behind(unit, by, choice))
        for unit, side in zip(found.measured, found.funnel.outside, strict=True)
    ]


def _behind(unit: "Unit", by: str, choice: Chosen) -> str:
    where = {by: unit.value} if by in ("site", "team") else {"by": by, "value": unit.value}
    return f"/office/quality/gaps/?{choice.query(**where)}" if by != "staff" else f"?{urlencode({'by': by})}"


def of_standards(found: "Consistency") -> list[Row]:
    return _rows(found.measured, found.standards, [(percent(u.met / u.of), u.of) for u in found.measured], percent)


def of_answers(found: "Consistency") -> list[Row]:
    alone = [(signed(u.mean, 2), u.answers) for u in found.answered]
    return _rows(found.answered, found.answers, alone, lambda value: signed(value, 2))


def _rows(units: "tuple[Unit, ...]", shrunken: "Shrunken", alone: list[tuple[str, int]], show: object) -> list[Row]:
    """By name, or where they can be compared by the shrunken value."""
    assert callable(show)
    if not len(shrunken.values):
        return [(unit.name, *told, NONE, NONE, NONE) for unit, told in zip(units, alone, strict=True)]
    order = sorted(range(len(units)), key=lambda place: -float(shrunken.values[place]))
    return [
        (
            units[place].name,
            *alone[place],
            *(show(float(column[place])) for column in (shrunken.values, shrunken.low, shrunken.high)),
        )
        for place in order
    ]
