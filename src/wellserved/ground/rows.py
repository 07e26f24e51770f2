"""Rows with little ado: for the paths that every message takes, and for those that take every row.

A new row: `save` costs twice as much, since Django composes each INSERT anew, through savepoints, signals and
expressions that we don't use. Here the statement of a table is composed once; its fields still prepare the values,
so that both databases get what they expect.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache
from typing import Any, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection, models

M = TypeVar("M", bound=models.Model)


def insert(row: M, *, drawn: str = "") -> M:
    """Write a row whose id the database gives, and set it; raises what `save(force_insert=True)` raises.

    `drawn` is a unique field whose default is drawn by lot: what another row has already is drawn again.
    """
    statement, fields = _insert(type(row), drawn)
    with connection.cursor() as cursor:
        while True:
            values = [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
            cursor.execute(statement, values)
            if found := cursor.fetchone():
                break
            lot: Any = row._meta.get_field(drawn)
            setattr(row, drawn, lot.get_default())
    row.pk = found[0]
    row._state.adding, row._state.db = False, connection.alias
    return row


@cache
def _insert(model: type[models.Model], drawn: str) -> tuple[str, list[Any]]:
    fields: list[Any] = [field for field in model._meta.concrete_fields if not field.primary_key]
    quoted = connection.ops.quote_name
    columns = ", ".join(quoted(field.column) for field in fields)
    key = quoted(str(model._meta.pk.column))
    places = ", ".join(["%s"] * len(fields))
    # No savepoint, which every row would pay for: the database itself passes over what is taken.
    taken = f"ON CONFLICT ({quoted(drawn)}) DO NOTHING " if drawn else ""
    statement = f"INSERT INTO {quoted(model._meta.db_table)} ({columns}) VALUES ({places}) {taken}RETURNING {key}"  # noqa: S608
    return statement, fields


def plain(rows: "models.QuerySet[Any, Any]") -> Iterator[tuple[Any, ...]]:
    """The rows of a `values_list` as the database gives them, a few thousand at a time: no field looks at them."""
    try:
        statement, values = rows.query.sql_with_params()
    except EmptyResultSet:
        return
    with connection.chunked_cursor() as cursor:
        cursor.execute(statement, values)
        while chunk := cursor.fetchmany(2000):
            yield from chunk


def moment(value: datetime) -> datetime:
    """A moment as `plain` gives it: SQLite knows no zones and keeps UTC."""
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def written(value: datetime) -> Any:
    """A moment as it goes into a statement of ours."""
    return writing()(value)


def writing() -> Callable[[datetime], Any]:
    """How moments go into statements of ours, for whoever writes many."""
    return _without_zone if connection.vendor == "sqlite" else lambda value: value


def _without_zone(value: datetime) -> str:
    return str(value.astimezone(UTC).replace(tzinfo=None))
