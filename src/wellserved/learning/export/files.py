"""Rows into files, a file a day, each put in its place whole."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

from wellserved.learning.export.reads import ANSWERS, MEASUREMENTS, Row

MAY_CHANGE = timedelta(days=35)  # a verdict may be excused and an answer changed within these
BESIDE = timedelta(days=2)  # rows of one local day lie at most so far apart from those of another


def columns(table: str) -> Any:
    """The schema; moments are in UTC, `value` is in seconds or a count as the standard says."""
    import pyarrow as pa  # not part of a house that serves

    moment, whole, short = pa.timestamp("us", tz="UTC"), pa.int64(), pa.int16()
    place = {"day": pa.date32(), "at": moment, "site_id": whole, "team_id": whole, "staff_id": whole}
    about = {"conversation_id": whole, "dimension": pa.string()}
    if table == MEASUREMENTS:
        of_standard = {"standard_id": whole, "key": pa.string(), "verdict": pa.string(), "value": pa.float64()}
        matter = {"started_at": moment, "channel": pa.string(), "topic": pa.string()}
        return pa.schema(list((place | about | of_standard | matter).items()))
    assert table == ANSWERS
    said = dict.fromkeys(("comparison", "desired", "adequate", "perceived"), short)
    return pa.schema(list((place | about | {"response_id": whole} | said).items()))


def write(folder: Path, table: str, rows: Iterable[Row]) -> Iterator[tuple[date, int]]:
    """A file for each day of the rows, which come in the order of time; tells the day and how many rows it has."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = columns(table)
    (folder / table).mkdir(parents=True, exist_ok=True)
    for day, of_day in _by_day(rows):
        file = folder / table / f"{day.isoformat()}.parquet"
        fresh = file.with_suffix(".new")
        pq.write_table(pa.Table.from_pylist(of_day, schema=schema), fresh)
        fresh.replace(file)
        yield day, len(of_day)


def _by_day(rows: Iterable[Row]) -> Iterator[tuple[date, list[Row]]]:
    """Sites in different zones begin their days at different moments: a day is whole when the rows are well past."""
    waiting: dict[date, list[Row]] = {}
    for day, of_day in groupby(rows, key=lambda row: row["day"]):
        waiting.setdefault(day, []).extend(of_day)
        for past in sorted(one for one in waiting if day - one > BESIDE):
            yield past, waiting.pop(past)
    yield from sorted(waiting.items())


def begin_at(folder: Path, table: str, oldest: date) -> date:
    """The first day to write: all that is not there yet, and all that may still have changed."""
    known = sorted(file.stem for file in (folder / table).glob("????-??-??.parquet"))
    return max(oldest, date.fromisoformat(known[-1]) - MAY_CHANGE) if known else oldest
