"""Where the ids of a test's rows begin."""

from random import Random

from django.apps import apps
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import AutoField

STEP = 10_000


def spread() -> None:
    """Every table's next id lies in a range of its own, in an order that no test can learn."""
    tables = sorted({model._meta.db_table for model in apps.get_models() if isinstance(model._meta.pk, AutoField)})
    Random().shuffle(tables)
    with connection.cursor() as cursor:
        for place, table in enumerate(tables, start=1):
            _begin(cursor, table, place * STEP)


def _begin(cursor: CursorWrapper, table: str, number: int) -> None:
    if connection.vendor == "sqlite":
        cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
        cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, number])
    else:
        cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [f'"{table}"', number])
