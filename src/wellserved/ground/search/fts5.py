"""The index on SQLite: an FTS5 table with external content, which triggers keep."""

from collections.abc import Sequence

from wellserved.ground.search.query import Query, Term


def match(query: Query) -> str:
    """The query in FTS5's language; every word quoted, so that none is an operator."""
    needed = " AND ".join(f"({' OR '.join(map(_term, group))})" for group in query.needed)
    refused = " OR ".join(map(_term, query.refused))
    return f"({needed}) NOT ({refused})" if refused else needed


def newest(table: str) -> str:
    """Ids of the rows that match (1), below a bound (2), the highest first, at most so many (3)."""
    search = f"{table}_search"
    return f"SELECT rowid FROM {search} WHERE {search} MATCH %s AND rowid < %s ORDER BY rowid DESC LIMIT %s"  # noqa: S608


def install(table: str, columns: Sequence[str]) -> list[str]:
    search, names = f"{table}_search", ", ".join(columns)
    new, old = (", ".join(f"{row}.{column}" for column in columns) for row in ("new", "old"))
    add = f"INSERT INTO {search}(rowid, {names}) VALUES (new.id, {new});"  # noqa: S608
    drop = f"INSERT INTO {search}({search}, rowid, {names}) VALUES ('delete', old.id, {old});"  # noqa: S608
    return [
        f"CREATE VIRTUAL TABLE {search} USING fts5({names}, content='{table}', content_rowid='id', "
        "tokenize='unicode61 remove_diacritics 2')",
        f"CREATE TRIGGER {search}_insert AFTER INSERT ON {table} BEGIN {add} END",
        f"CREATE TRIGGER {search}_delete AFTER DELETE ON {table} BEGIN {drop} END",
        f"CREATE TRIGGER {search}_update AFTER UPDATE OF {names} ON {table} BEGIN {drop} {add} END",
        f"INSERT INTO {search}({search}) VALUES ('rebuild')",  # noqa: S608
    ]


def remove(table: str) -> list[str]:
    search = f"{table}_search"
    triggers = [f"DROP TRIGGER {search}_{event}" for event in ("insert", "delete", "update")]
    return [*triggers, f"DROP TABLE {search}"]


def _term(term: Term) -> str:
    return f'"{" ".join(term.words)}"{"*" if term.prefix else ""}'
