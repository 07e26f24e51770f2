"""Django looks here for the connection of `ENGINE`: its own for SQLite, which waits for its turn before it writes."""

from typing import Any

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

from wellserved.config.sqlite3.turns import Turns, turns

WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")


class Cursor(base.SQLiteCursorWrapper):
    """A single statement that writes is a transaction of its own, so it takes a turn of its own."""

    wrapper: "DatabaseWrapper"

    def execute(self, query: str, params: Any = None) -> Any:
        if self.connection.in_transaction or not query.startswith(WRITES):
            return super().execute(query, params)
        turn = self.wrapper.take()
        try:
            return super().execute(query, params)
        finally:
            turn.give()


class DatabaseWrapper(base.DatabaseWrapper):
    """Holds its turn from BEGIN to the transaction's end, whichever that is."""

    turns: Turns  # of this database
    turn: Turns | None = None  # what we hold of them now

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        file = "" if self.is_in_memory_db() else f"{self.settings_dict['NAME']}-turns"
        self.turns = turns(file)
        self.patience_seconds = conn_params.get("timeout", 5.0)
        return super().get_new_connection(conn_params)

    def create_cursor(self, name: str | None = None) -> Cursor:
        cursor: Cursor = self.connection.cursor(factory=Cursor)
        cursor.wrapper = self
        return cursor

    def _start_transaction_under_autocommit(self) -> None:
        self.turn = self.take()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc] # the stubs know no private methods
        except BaseException:
            self._give()
            raise

    def commit(self) -> None:
        try:
            super().commit()
        finally:
            self._give()

    def rollback(self) -> None:
        try:
            super().rollback()
        finally:
            self._give()

    def close(self) -> None:
        try:
            super().close()
        finally:
            self._give()

    def take(self) -> Turns:
        """Our turn, or what SQLite says when its patience ends."""
        try:
            taken = self.turns.take(self.patience_seconds)
        except OSError as fault:
            raise OperationalError(str(fault)) from fault
        if not taken:
            raise OperationalError("database is locked")
        return self.turns

    def _give(self) -> None:
        """Unless we hold none, or the transaction goes on: a COMMIT may fail and be followed by a ROLLBACK."""
        turn = self.turn
        if turn is None or not self._is_over():
            return
        self.turn = None
        turn.give()

    def _is_over(self) -> bool:
        return self.connection is None or self.closed_in_transaction or not self.connection.in_transaction
