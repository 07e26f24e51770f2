"""The inbox as SQL: one short index scan for each site and status, merged.

Its cost is the length of the page times the sites of the viewer, however many conversations there are:
`site IN (...) ORDER BY latest_at` instead makes both databases sort everything that matches.
"""

from collections.abc import Sequence
from typing import Any

from wellserved.serving.conversations.boxes import Box, Place

TABLE = "conversations_conversation"
ENOUGH = 100  # what a badge counts to

Statement = tuple[str, list[Any]]


def page(
    box: Box, *, site_ids: Sequence[int], staff_id: int, place: Place | None, at: Any, newer: bool, limit: int
) -> Statement:
    """The ids of a page in order; `newer` reads back towards the top, nearest first. `at` is place.at as stored."""
    ascending = box.by_due != newer
    order = "{0} ASC, id ASC" if ascending else "{0} DESC, id DESC"
    order = order.format(box.column)
    scans: list[str] = []
    values: list[Any] = []
    for condition, arguments in _scans(box, site_ids, staff_id):
        if place is not None:
            condition += f" AND ({box.column}, id) {'>' if ascending else '<'} (%s, %s)"
            arguments += [at, place.id]
        scan = f"SELECT id, {box.column} FROM {TABLE} WHERE {condition} ORDER BY {order} LIMIT %s"  # noqa: S608
        scans.append(f"SELECT * FROM ({scan}) AS scan{len(scans)}")  # noqa: S608
        values += [*arguments, limit]
    if not scans:
        return f"SELECT id FROM {TABLE} WHERE 1 = 0", []  # noqa: S608
    union = " UNION ALL ".join(scans)
    return f"SELECT id FROM ({union}) AS merged ORDER BY {order} LIMIT %s", [*values, limit]  # noqa: S608


def badges(*, site_ids: Sequence[int], staff_id: int, at: Any) -> Statement:
    """One row of three numbers, each counted to ENOUGH at most: mine to answer, unassigned, overdue."""
    sites = _one_of(site_ids)
    counts = (
        (f"assignee_id = %s AND status = 'open' AND site_id IN {sites}", [staff_id, *site_ids]),
        (f"assignee_id IS NULL AND status = 'open' AND site_id IN {sites}", [*site_ids]),
        (f"next_due_at IS NOT NULL AND next_due_at <= %s AND site_id IN {sites}", [at, *site_ids]),
    )
    bounded = [
        f"(SELECT count(*) FROM (SELECT 1 FROM {TABLE} WHERE {condition} LIMIT {ENOUGH}) AS counted)"  # noqa: S608
        for condition, _ in counts
    ]
    return f"SELECT {', '.join(bounded)}", [value for _, arguments in counts for value in arguments]


def _scans(box: Box, site_ids: Sequence[int], staff_id: int) -> list[Statement]:
    """The conditions whose rows an index holds in the order of the box."""
    if not site_ids:
        return []
    if box.whose == "mine":
        sites = f"site_id IN {_one_of(site_ids)}"
        return [
            (f"assignee_id = %s AND status = %s AND {sites}", [staff_id, status, *site_ids])
            for status in box.statuses
        ]
    if box.by_due:
        return [("site_id = %s AND next_due_at IS NOT NULL", [site]) for site in site_ids]
    nobody = " AND assignee_id IS NULL" if box.whose == "nobody" else ""
    return [(f"site_id = %s AND status = %s{nobody}", [site, status]) for site in site_ids for status in box.statuses]


def _one_of(site_ids: Sequence[int]) -> str:
    return f"({', '.join(['%s'] * len(site_ids)) or 'NULL'})"
