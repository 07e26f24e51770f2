"""The inbox as SQL: one short index scan for each site and status, merged.

Its cost is the length of the page times the sites of the viewer, however many conversations there are:
`site IN (...) ORDER BY latest_at` instead makes both databases sort everything that matches. SQLite merges 500 scans
at most: 166 sites.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from wellserved.serving.conversations.boxes import BOXES, Box, Place

TABLE = "conversations_conversation"
ENOUGH = 100  # what a badge counts to

Statement = tuple[str, list[Any]]


def page(
    box: Box, *, site_ids: Sequence[int], staff_id: int, place: Place | None, at: Any, newer: bool, limit: int
) -> Statement:
    """The ids of a page in order; `newer` reads back towards the top, nearest first. `at` is place.at as stored."""
    ascending = box.by_due != newer
    beyond, values = (
        ("", [])
        if place is None
        else (f" AND ({box.column}, id) {'>' if ascending else '<'} (%s, %s)", [at, place.id])
    )
    scans, given = _scans(box, site_ids, staff_id, beyond, values, ascending, limit)
    return f"SELECT id FROM ({scans}) AS merged ORDER BY {_order(box, ascending)} LIMIT %s", [*given, limit]  # noqa: S608


def badges(*, site_ids: Sequence[int], staff_id: int, at: Any) -> Statement:
    """One row of three numbers, each counted to ENOUGH at most: mine to answer, unassigned, overdue."""
    counts: list[str] = []
    given: list[Any] = []
    for box, among, values in (
        (Box("mine", ("open",), whose="mine"), "", []),
        (BOXES["unassigned"], "", []),
        (BOXES["due"], "WHERE next_due_at <= %s", [at]),  # among those that are due first
    ):
        scans, arguments = _scans(box, site_ids, staff_id, "", [], box.by_due, ENOUGH)
        first = f"SELECT id FROM ({scans}) AS first {among} LIMIT {ENOUGH}"  # noqa: S608
        counts.append(f"(SELECT count(*) FROM ({first}) AS counted)")  # noqa: S608
        given += [*arguments, *values]
    return f"SELECT {', '.join(counts)}", given


def _scans(
    box: Box, site_ids: Sequence[int], staff_id: int, beyond: str, values: list[Any], ascending: bool, limit: int
) -> Statement:
    """The rows of the box, site by site and status by status, each in the order that an index holds them in."""
    scans: list[str] = []
    given: list[Any] = []
    for where, arguments in _conditions(box, site_ids, staff_id):
        order = f"ORDER BY {_order(box, ascending)} LIMIT %s"
        scan = f"SELECT id, {box.column} FROM {TABLE} WHERE {where}{beyond} {order}"  # noqa: S608
        scans.append(f"SELECT * FROM ({scan}) AS scan{len(scans)}")  # noqa: S608
        given += [*arguments, *values, limit]
    return " UNION ALL ".join(scans) or f"SELECT id, {box.column} FROM {TABLE} WHERE 1 = 0", given  # noqa: S608


def _conditions(box: Box, site_ids: Sequence[int], staff_id: int) -> Iterator[Statement]:
    """What each scan keeps to; the beginnings of the indexes of Conversation."""
    for site in site_ids:
        if box.by_due:
            yield "site_id = %s AND next_due_at IS NOT NULL", [site]
            continue
        for status in box.statuses:
            match box.whose:
                case "mine":
                    yield "assignee_id = %s AND site_id = %s AND status = %s", [staff_id, site, status]
                case "nobody":
                    yield "assignee_id IS NULL AND site_id = %s AND status = %s", [site, status]
                case "anybody":
                    yield "site_id = %s AND status = %s", [site, status]


def _order(box: Box, ascending: bool) -> str:
    return f"{box.column} ASC, id ASC" if ascending else f"{box.column} DESC, id DESC"
