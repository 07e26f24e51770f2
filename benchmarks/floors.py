"""The least that could be done with a mail: parse it, and write rows by the plain driver."""

import hashlib
import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from time import process_time
from typing import Any

import psycopg
from psycopg import sql

from benchmarks.frame import database_name

HEADERS = ("from", "to", "cc", "subject", "date", "message-id", "in-reply-to", "references")

Rows = dict[str, list[tuple[Any, ...]]]


class Floor:
    def marks(self) -> dict[str, int]:
        """How far each table of the house is."""
        raise NotImplementedError

    def rows_since(self, marks: dict[str, int]) -> Rows:
        """What the house wrote meanwhile."""
        raise NotImplementedError

    def write(self, shares: Iterable[tuple[str, list[tuple[Any, ...]]]]) -> None:
        """These rows, in one durable transaction."""
        raise NotImplementedError

    def cpu_seconds(self) -> float:
        """Spent so far: by this process and, where there is one, by the server for the house and for us."""
        return process_time()

    def take(self, mails: list[bytes], rows: Rows) -> None:
        """Parse each mail, and write its share of the rows durably."""
        for number, raw in enumerate(mails):
            _parse(raw)
            hashlib.sha256(raw).hexdigest()
            zlib.compress(raw, 1)
            self.write(
                (name, listed[len(listed) * number // len(mails) : len(listed) * (number + 1) // len(mails)])
                for name, listed in rows.items()
            )


def floor_of(folder: Path) -> Floor:
    return SqliteFloor(folder) if database_name() == "SQLite" else PostgresFloor()


class SqliteFloor(Floor):
    """Another file of the same schema, triggers included."""

    def __init__(self, folder: Path) -> None:
        self.house = sqlite3.connect(folder / "wellserved.sqlite3")
        self.own = sqlite3.connect(folder / "floor.sqlite3", isolation_level=None)
        self.house.backup(self.own)
        self.own.execute("PRAGMA journal_mode=WAL")
        self.own.execute("PRAGMA synchronous=FULL")
        self.own.execute("PRAGMA mmap_size=268435456")
        self.own.execute("PRAGMA cache_size=-32000")
        self.tables = list(self._tables())

    def marks(self) -> dict[str, int]:
        """How far each table of the house is."""
        return {
            name: self.house.execute(f'SELECT max(rowid) FROM "{name}"').fetchone()[0] or 0 for name in self.tables
        }

    def rows_since(self, marks: dict[str, int]) -> Rows:
        found = {
            name: self.house.execute(f'SELECT * FROM "{name}" WHERE rowid > ? ORDER BY rowid', [mark]).fetchall()
            for name, mark in marks.items()
        }
        return {name: rows for name, rows in found.items() if rows}

    def write(self, shares: Iterable[tuple[str, list[tuple[Any, ...]]]]) -> None:
        self.own.execute("BEGIN IMMEDIATE")
        for name, rows in shares:
            for row in rows:
                self.own.execute(f'INSERT INTO "{name}" VALUES ({",".join("?" * len(row))})', row)
        self.own.execute("COMMIT")

    def _tables(self) -> Iterator[str]:
        """Tables with rows of their own: no virtual ones, nor what those keep theirs in."""
        names = [row[0] for row in self.house.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        virtual = [
            row[0] for row in self.house.execute("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL%'")
        ]
        for name in names:
            inside = any(name == one or name.startswith(f"{one}_") for one in virtual)
            if not inside and not name.startswith(("sqlite_", "django_")):
                yield name


class PostgresFloor(Floor):
    """The same tables in a schema of their own, beside the house's; those of numbered rows. Values travel as text."""

    def __init__(self) -> None:
        self.own = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
        self.own.execute("CREATE SCHEMA floor")
        columns = self.own.execute(
            "SELECT table_name, array_agg(column_name::text ORDER BY ordinal_position) "
            "FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name) "
            "WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND is_generated = 'NEVER' GROUP BY 1"
        ).fetchall()
        self.columns = {name: found for name, found in columns if "id" in found and not name.startswith("django_")}
        self.orders = {name: self._order(name, found) for name, found in self.columns.items()}

    def marks(self) -> dict[str, int]:
        return {name: self._one(sql.SQL("SELECT max(id) FROM {}"), name) or 0 for name in self.columns}

    def rows_since(self, marks: dict[str, int]) -> Rows:
        found = {}
        for name, mark in marks.items():
            texts = sql.SQL(", ").join(sql.SQL("{}::text").format(sql.Identifier(one)) for one in self.columns[name])
            question = sql.SQL("SELECT {} FROM {} WHERE id > %s ORDER BY id").format(texts, sql.Identifier(name))
            found[name] = self.own.execute(question, [mark]).fetchall()
        return {name: rows for name, rows in found.items() if rows}

    def write(self, shares: Iterable[tuple[str, list[tuple[Any, ...]]]]) -> None:
        with self.own.transaction():
            for name, rows in shares:
                for row in rows:
                    self.own.execute(self.orders[name], row)

    def cpu_seconds(self) -> float:
        from django.db import connection

        connection.ensure_connection()
        servers = (self.own.info.backend_pid, connection.connection.info.backend_pid)
        spent = (int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) for pid in servers)
        return process_time() + sum(spent) / 1e9

    def _order(self, name: str, columns: list[str]) -> sql.Composed:
        table = sql.SQL("CREATE TABLE floor.{0} (LIKE public.{0} INCLUDING ALL)").format(sql.Identifier(name))
        self.own.execute(table)
        named = sql.SQL(", ").join(map(sql.Identifier, columns))
        places = sql.SQL(", ").join(sql.Placeholder() * len(columns))
        into = sql.SQL("INSERT INTO floor.{} ({}) OVERRIDING SYSTEM VALUE VALUES ({})")
        return into.format(sql.Identifier(name), named, places)

    def _one(self, question: sql.SQL, name: str) -> Any:
        row = self.own.execute(question.format(sql.Identifier(name))).fetchone()
        return row[0] if row else None


def _parse(raw: bytes) -> list[Any]:
    """What anybody would want of a mail, by the standard library."""
    mail = message_from_bytes(raw, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    found: list[Any] = [str(mail[name] or "") for name in HEADERS]
    for kind in ("plain", "html"):
        body = mail.get_body((kind,))
        found.append(body.get_content() if body else "")
    found += [part.get_content() for part in mail.iter_attachments()]
    return found
