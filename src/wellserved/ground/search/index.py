"""A full-text index over columns of one table, which the database keeps by itself."""

from dataclasses import dataclass
from types import ModuleType
from typing import Any

from django.db import connection
from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.special import RunPython

from wellserved.ground.search import fts5, postgres
from wellserved.ground.search.query import Query

FIRST = 2**62  # above every id


@dataclass(frozen=True, slots=True)
class Index:
    """`columns` are text; the table's key is `id`."""

    table: str
    columns: tuple[str, ...]

    def newest(self, query: Query, *, before: int | None = None, limit: int) -> list[int]:
        """Ids of the rows that match, the highest first; `before` is the last id of the page above."""
        if not query.says_something:
            return []
        dialect = _dialect(connection.vendor)
        with connection.cursor() as cursor:
            cursor.execute(dialect.newest(self.table), [dialect.match(query), before or FIRST, limit])
            return [id for (id,) in cursor.fetchall()]

    def migration(self) -> Operation:
        """Puts the index on the table, whatever is in it already, and takes it away again."""

        def install(apps: Any, schema: Any) -> None:
            for statement in _dialect(schema.connection.vendor).install(self.table, self.columns):
                schema.execute(statement, params=None)

        def remove(apps: Any, schema: Any) -> None:
            for statement in _dialect(schema.connection.vendor).remove(self.table):
                schema.execute(statement, params=None)

        return RunPython(install, remove)


def _dialect(vendor: str) -> ModuleType:
    return fts5 if vendor == "sqlite" else postgres
