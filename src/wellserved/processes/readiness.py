"""Whether the database is as this version needs it."""

from django.db import Error, connection
from django.db.migrations.exceptions import InconsistentMigrationHistory
from django.db.migrations.loader import MigrationLoader


def unready() -> str:
    """What is missing and what to do, in one sentence; nothing when the database is ready."""
    try:
        loader = MigrationLoader(connection)
    except (Error, InconsistentMigrationHistory) as fault:
        return f"The database cannot be used: {str(fault).strip()}"
    if loader.graph.nodes.keys() - loader.applied_migrations.keys():
        return (
            "The database is not up to date; `wellserved prepare` brings it there (`wellserved run` does it itself)."
        )
    return ""
