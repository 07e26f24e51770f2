"""Very many rows at once, as busy years leave them: `fill(Model, low, high, column="SQL of n")`."""

from typing import Any


def fill(model: Any, low: int, high: int, /, **columns: str) -> None:
    """Rows whose ids are low to high - 1; columns that are not told have the model's defaults."""
    from django.db import connection

    told = {"id": "n", **columns}
    for field in model._meta.concrete_fields:
        if field.column not in told:
            told[field.column] = _literal(
                None if field.null else field.get_db_prep_save(field.get_default(), connection)
            )
    numbers = {
        "sqlite": f"WITH RECURSIVE n(n) AS (SELECT {low} UNION ALL SELECT n + 1 FROM n WHERE n < {high - 1}) ",
        "postgresql": f"WITH n(n) AS (SELECT generate_series({low}, {high - 1})) ",
    }[connection.vendor]
    names = ", ".join(f'"{name}"' for name in told)
    into = f'INSERT INTO "{model._meta.db_table}" ({names}) '
    with connection.cursor() as cursor:
        cursor.execute(f"{into} {numbers} SELECT {', '.join(told.values())} FROM n", None)


def analyse() -> None:
    """Let PostgreSQL see what there is, as it does by itself, and go on numbering after what was filled in.

    Nobody tells SQLite in a real house, so here neither.
    """
    from django.apps import apps
    from django.core.management.color import no_style
    from django.db import connection

    with connection.cursor() as cursor:
        for order in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
            cursor.execute(order)
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE")


def minutes(count: str) -> str:
    """SQL of the moment that many minutes after the year 2020 began."""
    from django.db import connection

    if connection.vendor == "sqlite":
        return f"strftime('%Y-%m-%d %H:%M:%S', '2020-01-01', '+' || ({count}) || ' minutes')"
    return f"TIMESTAMPTZ '2020-01-01' + ({count}) * INTERVAL '1 minute'"


def _literal(value: Any) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, bool | int):
        return str(value).upper()
    if hasattr(value, "obj"):  # PostgreSQL's JSON
        value = "[]" if value.obj == [] else "{}"
    return "'" + str(value).replace("'", "''") + "'"
