"""The figures counted again, plainly, from the exported files: what the pages show must be the same."""

from datetime import date
from pathlib import Path
from typing import Any

from django.db.models import Sum

from wellserved.learning.export.reads import ANSWERS, MEASUREMENTS
from wellserved.learning.insight.models import DayOfPerception, DayOfStandard
from wellserved.learning.insight.rules import COMPARISON

Count = tuple[Any, ...]
VERDICTS = ("met", "missed", "excused")


def differences(folder: Path, start: date, end: date) -> list[str]:
    """What the figures of these days (both included) say otherwise than a recount of the files; [] if they agree."""
    pairs = (
        ("standards", _kept_standards(start, end), counted_standards(folder, start, end)),
        ("perception", _kept_perception(start, end), counted_perception(folder, start, end)),
    )
    return [
        f"{name} {key}: kept {kept.get(key)}, counted {counted.get(key)}"
        for name, kept, counted in pairs
        for key in sorted(kept.keys() | counted.keys(), key=str)
        if kept.get(key) != counted.get(key)
    ]


def counted_standards(folder: Path, start: date, end: date) -> dict[Count, Count]:
    """(day, site, team, standard) -> how many were met, missed and excused."""
    table = _table(folder, MEASUREMENTS, start, end)
    if table is None:
        return {}
    sums = {name: (table.verdict == name).sum().cast("int64") for name in VERDICTS}
    grouped = table.group_by(
        table.day, table.site_id, team_id=table.team_id.fill_null(0), standard_id=table.standard_id
    )
    return _rows(grouped.aggregate(**sums), 4)


def counted_perception(folder: Path, start: date, end: date) -> dict[Count, Count]:
    """(day, site, team, dimension) -> answers that compare, the sum of their gaps, and of the gaps' squares."""
    table = _table(folder, ANSWERS, start, end)
    if table is None:
        return {}
    table = table.filter(table.comparison.notnull())
    gap = table.comparison.cast("int64")
    team = table.team_id.fill_null(0)
    grouped = table.group_by(table.day, table.site_id, team_id=team, dimension=table.dimension)
    return _rows(grouped.aggregate(answers=table.count(), gap=gap.sum(), squares=(gap * gap).sum()), 4)


def _table(folder: Path, table: str, start: date, end: date) -> Any:
    import ibis  # not part of a house that serves

    if not list((folder / table).glob("*.parquet")):
        return None
    rows = ibis.duckdb.connect().read_parquet(str(folder / table / "*.parquet"))
    return rows.filter(rows.day.between(start, end))


def _rows(expression: Any, keys: int) -> dict[Count, Count]:
    rows = expression.to_pyarrow().to_pylist()
    return {tuple(row.values())[:keys]: tuple(int(n) for n in tuple(row.values())[keys:]) for row in rows}


def _kept_standards(start: date, end: date) -> dict[Count, Count]:
    days: Any = DayOfStandard.objects.all().between(start, end).order_by()
    rows = days.values_list("day", "site_id", "team_id", "standard_id").annotate(*map(Sum, VERDICTS))
    return {row[:4]: row[4:] for row in rows if any(row[4:])}


def _kept_perception(start: date, end: date) -> dict[Count, Count]:
    days: Any = DayOfPerception.objects.filter(scale=COMPARISON).between(start, end).order_by()
    sums = (Sum("answers"), Sum("gap_sum"), Sum("gap_squares"))
    rows = days.values_list("day", "site_id", "team_id", "dimension").annotate(*sums)
    return {row[:4]: row[4:] for row in rows if any(row[4:])}
