"""The index on PostgreSQL: a generated tsvector column under a GIN index."""

from collections.abc import Sequence

from wellserved.ground.search.query import Query, Term

# A tsvector holds a megabyte at most, and a row whose vector would be larger can't be stored at all.
MOST_CHARACTERS = 200_000
# PostgreSQL takes an address or a host name for one word; FTS5 and our own queries know several.
PUNCTUATION = "".join(chr(code) for code in range(33, 127) if not chr(code).isalnum())


def match(query: Query) -> str:
    """The query in to_tsquery's language; every word quoted, so that none is an operator."""
    needed = [f"({' | '.join(map(_term, group))})" for group in query.needed]
    return " & ".join([*needed, *(f"!({_term(term)})" for term in query.refused)])


def newest(table: str) -> str:
    """Ids of the rows that match (1), below a bound (2), the highest first, at most so many (3)."""
    match = "search @@ to_tsquery('simple', %s)"
    return f"SELECT id FROM {table} WHERE {match} AND id < %s ORDER BY id DESC LIMIT %s"  # noqa: S608


def install(table: str, columns: Sequence[str]) -> list[str]:
    together = " || ' ' || ".join(columns)
    quoted, blanks = PUNCTUATION.replace("'", "''"), " " * len(PUNCTUATION)
    words = f"translate(left({together}, {MOST_CHARACTERS}), '{quoted}', '{blanks}')"
    return [
        f"ALTER TABLE {table} ADD COLUMN search tsvector GENERATED ALWAYS AS (to_tsvector('simple', {words})) STORED",
        f"CREATE INDEX {table}_search ON {table} USING gin (search)",
    ]


def remove(table: str) -> list[str]:
    return [f"DROP INDEX {table}_search", f"ALTER TABLE {table} DROP COLUMN search"]


def _term(term: Term) -> str:
    *begin, last = (f"'{word}'" for word in term.words)
    phrase = " <-> ".join([*begin, f"{last}:*" if term.prefix else last])
    return f"({phrase})" if begin else phrase
