"""What a database keeps of rows that were deleted, and how it loses it.

SQLite overwrites what is deleted (`secure_delete`, config/database.py), but a word of it stays in the full-text
index until its segments are merged, and in the write-ahead log until that is cut. PostgreSQL keeps dead rows
until a vacuum.
"""

from typing import Any

from django.db import connection

PAGES_AT_A_TIME = 500  # of a full-text index, so that nobody waits long for the one writer


def wiped() -> bool:
    """Whether nothing is left of what was deleted before. False if a reader or a transaction is in the way now."""
    if connection.in_atomic_block:
        return False
    with connection.cursor() as cursor:
        return _wiped_sqlite(cursor) if connection.vendor == "sqlite" else _wiped_postgres(cursor)


def _wiped_sqlite(cursor: Any) -> bool:
    cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%USING fts5%' ORDER BY name")
    for (index,) in cursor.fetchall():
        merge = f"INSERT INTO {index}({index}, rank) VALUES ('merge', %s)"  # noqa: S608
        # A negative number begins to merge all segments into one, a positive one goes on with it; a step that changes
        # less than two rows found nothing to do (sqlite.org/fts5.html, 6.6).
        pages = -PAGES_AT_A_TIME
        while True:
            before = connection.connection.total_changes
            cursor.execute(merge, [pages])
            if connection.connection.total_changes - before < 2:
                break
            pages = PAGES_AT_A_TIME
    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    busy, _, _ = cursor.fetchone()
    return not busy


def _wiped_postgres(cursor: Any) -> bool:
    for table in connection.introspection.table_names(cursor):
        cursor.execute(f"VACUUM {connection.ops.quote_name(table)}")
    return True
