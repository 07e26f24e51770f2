"""Waiting until somebody writes to the database, without asking it for rows."""

import time
from collections.abc import Callable
from typing import Any, Protocol

from django.db import connection


class Wake(Protocol):
    """Belongs to the thread that made it."""

    def wait(self, seconds: float, stopped: Callable[[], bool] = ...) -> None:
        """Return when something was written, after `seconds`, or soon after `stopped`."""

    def close(self) -> None: ...


def wake_on(channel: str, look_every_seconds: float) -> Wake:
    """On PostgreSQL a NOTIFY on the channel wakes (triggers send it on INSERT); on SQLite any commit does.

    On SQLite the version is looked at; a look costs some microseconds.
    """
    return SqliteWake(look_every_seconds) if connection.vendor == "sqlite" else PostgresWake(channel)


class SqliteWake:
    """`PRAGMA data_version` changes on this thread's connection when another connection commits."""

    def __init__(self, look_every_seconds: float) -> None:
        self.look_every_seconds = look_every_seconds
        self.version = self._version()

    def wait(self, seconds: float, stopped: Callable[[], bool] = lambda: False) -> None:
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0 and not stopped():
            # First of all: a busy house wakes nobody more often than this.
            time.sleep(min(self.look_every_seconds, left))
            if (version := self._version()) != self.version:
                self.version = version
                return

    def close(self) -> None:
        """The connection is Django's."""

    def _version(self) -> int:
        if connection.connection is None:
            connection.ensure_connection()
        version: int = connection.connection.execute("PRAGMA data_version").fetchone()[0]
        return version


class PostgresWake:
    """A connection of its own that listens. Its errors are those of Django's own connection."""

    def __init__(self, channel: str) -> None:
        import psycopg  # a house on SQLite never loads it

        params = connection.get_connection_params()
        for name in ("pool", "cursor_factory", "context", "prepare_threshold"):
            params.pop(name, None)
        with connection.wrap_database_errors:
            self.listening: psycopg.Connection[Any] = psycopg.connect(**params, autocommit=True)
            self.listening.execute(f"LISTEN {channel}")

    def wait(self, seconds: float, stopped: Callable[[], bool] = lambda: False) -> None:
        deadline = time.monotonic() + seconds
        with connection.wrap_database_errors:
            while (left := deadline - time.monotonic()) > 0 and not stopped():
                if any(True for _ in self.listening.notifies(timeout=min(left, 0.5), stop_after=1)):
                    return

    def close(self) -> None:
        self.listening.close()
