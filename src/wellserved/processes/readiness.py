"""Whether the database is as this version needs it."""

from django.db import Error, connection, connections
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


def leave_database() -> None:
    """Close all connections, before other processes are forked off: a pool whose threads stayed behind would never
    make another one."""
    connections.close_all()
    for one in connections.all(initialized_only=True):
        if close_pool := getattr(one, "close_pool", None):
            close_pool()
