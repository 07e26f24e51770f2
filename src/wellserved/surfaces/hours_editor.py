"""Opening hours as a form: several intervals a day, and special days. What was typed stays, right or wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from wellserved.ground.hours.notation import WEEKDAYS, WrongHours, written

NAMES = dict(
    zip(WEEKDAYS, ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"), strict=True)
)
OFFICE_HOURS: Mapping[str, Any] = {day: [["09:00", "17:30"]] for day in WEEKDAYS[:5]}
MOST_INTERVALS = 6
MOST_SPECIAL_DAYS = 200


@dataclass(frozen=True)
class Day:
    """A row of the editor; `key` is a weekday, or the date of a special day."""

    key: str
    name: str
    intervals: list[tuple[str, str]]


@dataclass(frozen=True)
class Editor:
    days: list[Day]
    special: list[Day]

    @classmethod
    def of(cls, weekly: Mapping[str, Any], holidays: Mapping[str, Any] | None = None) -> "Editor":
        """What is kept, as rows."""
        return cls(
            [Day(key, NAMES[key], [(a, b) for a, b in weekly.get(key, [])]) for key in WEEKDAYS],
            [Day(date, date, [(a, b) for a, b in spans]) for date, spans in sorted((holidays or {}).items())],
        )

    @classmethod
    def typed(cls, data: QueryDict) -> "Editor":
        """What was typed, as rows; pairs left empty are dropped, dates left empty as well."""
        special = [
            Day(date, date, _pairs(data, f"special{row}"))
            for row, date in enumerate(data.getlist("special_date")[:MOST_SPECIAL_DAYS])
            if date.strip()
        ]
        return cls([Day(key, NAMES[key], _pairs(data, key)) for key in WEEKDAYS], special)

    @property
    def weekly(self) -> dict[str, list[list[str]]]:
        return {day.key: [list(pair) for pair in day.intervals] for day in self.days if day.intervals}

    @property
    def holidays(self) -> dict[str, list[list[str]]]:
        return {day.key: [list(pair) for pair in day.intervals] for day in self.special}

    def fault(self, zone: str) -> str:
        """What is wrong with them, as a sentence that names the day; empty if nothing is."""
        for day in [*self.days, *self.special]:
            if any(not opens or not closes for opens, closes in day.intervals):
                return f"{day.name}: give an opening and a closing time, or clear both."
        if len({day.key for day in self.special}) < len(self.special):
            return "A special day is named twice; put all its times into one row."
        try:
            written(self.weekly, self.holidays, zone)
        except WrongHours as wrong:
            place, _, rest = str(wrong).partition(":")
            return f"{NAMES.get(place, place)}:{rest}" if rest else str(wrong)
        return ""


def _pairs(data: QueryDict, name: str) -> list[tuple[str, str]]:
    pairs = zip(data.getlist(f"{name}_opens"), data.getlist(f"{name}_closes"), strict=False)
    return [(a.strip(), b.strip()) for a, b in list(pairs)[:MOST_INTERVALS] if a.strip() or b.strip()]
