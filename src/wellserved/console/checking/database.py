from collections.abc import Iterator

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from wellserved.console.checking import Finding

OLDEST = {"sqlite": (3, 35), "postgresql": (15,)}  # RETURNING and upserts; what Debian 12 has
PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def look() -> Iterator[Finding]:
    connection.ensure_connection()
    version = connection.get_database_version()
    written = ".".join(map(str, version))
    name = f"{connection.display_name} {written}, {connection.settings_dict['NAME']}"
    oldest = OLDEST[connection.vendor]
    if version < oldest:
        yield Finding(f"{name} is too old", f"use {'.'.join(map(str, oldest))} or newer")
    else:
        yield Finding(name)
    if connection.vendor == "sqlite":
        yield from _pragmas()
    executor = MigrationExecutor(connection)
    missing = [
        f"{step.app_label} {step.name}" for step, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())
    ]
    if missing:
        yield Finding(f"{len(missing)} migrations are not applied ({missing[0]} ...)", "wellserved manage migrate")
    else:
        yield Finding("all migrations are applied")


def _pragmas() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        found = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in PRAGMAS}
    wrong = [f"{name} is {found[name]}, not {right}" for name, right in PRAGMAS.items() if found[name] != right]
    if wrong:
        yield Finding(
            ", ".join(wrong), "put the data folder on a local disk: a network drive cannot hold SQLite safely"
        )
    else:
        yield Finding("what is committed is on the disk (write-ahead log, full synchronisation)")
