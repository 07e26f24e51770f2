"""What takes hundreds of statements to make is made once in a process; every test finds the same rows again."""

import pickle
from collections.abc import Callable, Iterator
from typing import Any, Generic, TypeVar

from django.apps import apps
from django.db import connection, models, transaction
from django.db.models import sql

T = TypeVar("T")


class MadeOnce(Generic[T]):
    """`make` runs at once, on a database in which nobody else is at work, and leaves nothing there.

    Each call puts its rows back, with the ids that they had, and returns what `make` returned, as good as new:
    what one test does to it is unknown to the next. Rows that were there before are left alone.
    """

    def __init__(self, make: Callable[[], T]) -> None:
        with transaction.atomic():
            before = {(type(row), row.pk) for row in _rows()}
            self._made = pickle.dumps(make())
            rows = [row for row in _rows() if (type(row), row.pk) not in before]
            transaction.set_rollback(True)
        self._statements = _one_breath(list(_inserts(rows)))

    def __call__(self) -> T:
        with transaction.atomic(savepoint=False), connection.cursor() as cursor:
            for statement, values in self._statements:
                cursor.execute(statement, values)
        made: T = pickle.loads(self._made)
        return made


def _rows() -> Iterator[models.Model]:
    for model in apps.get_models(include_auto_created=True):
        yield from model._base_manager.order_by("pk")


def _inserts(rows: list[models.Model]) -> Iterator[tuple[str, Any]]:
    """As few as can be; a foreign key is looked at when a transaction ends, thus their order is all the same."""
    for model in dict.fromkeys(type(row) for row in rows):
        fields, mine = model._meta.concrete_fields, [row for row in rows if type(row) is model]
        size = connection.ops.bulk_batch_size(fields, mine)
        for start in range(0, len(mine), size):
            query = sql.InsertQuery(model)
            query.insert_values(fields, mine[start : start + size])
            yield from query.get_compiler(connection=connection).as_sql()


def _one_breath(statements: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """PostgreSQL takes them all at one go."""
    if connection.vendor == "sqlite":
        return statements
    compose = connection.ops.compose_sql  # type: ignore[attr-defined]
    return [(";\n".join(compose(*each) for each in statements), None)]
