"""What went right, in customers' words: answers that found it better than expected, and say so.

Nothing else is praise: an answer that names a colleague may do so for many reasons. Nobody is counted or ranked.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from wellserved.ground.accounts.models import Site, Staff
from wellserved.learning.feedback.models import Response, Responses
from wellserved.learning.letters.naming import named
from wellserved.learning.letters.reads import lived
from wellserved.learning.letters.rules import last_day

SHOWN_IN_A_LETTER = 4
LONGEST_IN_A_LETTER = 320  # characters; longer praise is for the page
SHOWN_TO_A_COLLEAGUE = 50


@dataclass(frozen=True, slots=True)
class Praise:
    """`names` are the colleagues it is about: those it names, or else who served."""

    words: str
    names: tuple[str, ...]
    customer: str
    site: str
    conversation_id: int | None
    at: datetime


def of_month(site: Site, month: date) -> list[int]:
    """The answers that belong into the letter: those that name somebody first, then the most delighted."""
    begins, ends = lived.bounds(site, month, last_day(month))
    rows = _praising(Q(site_id=site.id, answered_at__gte=begins, answered_at__lt=ends))
    short = [
        row
        for row in rows.order_by("-comparison", "answered_at", "id")[:500]
        if len(row.words) <= LONGEST_IN_A_LETTER
    ]
    colleagues = _colleagues({site.id})
    best = sorted(short, key=lambda row: not named(row.words, colleagues))
    return [row.id for row in best[:SHOWN_IN_A_LETTER]]


def told(viewer: Staff, ids: Sequence[int]) -> list[Praise]:
    """These answers as they are now; those that are gone or are no praise any more are left out."""
    rows = {row.id: row for row in _praising(Q(id__in=ids)).within(viewer.scope)}
    return _told([rows[id] for id in ids if id in rows])


def about(viewer: Staff) -> list[Praise]:
    """What was said about the viewer's own work, at their sites, the newest first."""
    first = viewer.name.split()[0]
    rows = _praising(Q(staff_id=viewer.id) | Q(words__contains=first)).within(viewer.scope)
    found = []
    for row in rows.order_by("-answered_at", "-id")[: SHOWN_TO_A_COLLEAGUE * 4]:
        who = named(row.words, _colleagues({row.site_id}))
        if viewer.id in who or (not who and viewer.id == row.staff_id):
            found.append(row)
    return _told(found[:SHOWN_TO_A_COLLEAGUE])


def _praising(which: Q) -> Responses:
    rows = Response.objects.filter(which, comparison__gt=0).exclude(words="")
    return rows.select_related("site", "conversation__customer")


def _told(rows: Sequence[Response]) -> list[Praise]:
    colleagues = _colleagues({row.site_id for row in rows})
    found = []
    for row in rows:
        who = named(row.words, colleagues) or ([row.staff_id] if row.staff_id in colleagues else [])
        customer = row.conversation.customer.name if row.conversation else ""
        names = tuple(colleagues[id] for id in who if id is not None)
        found.append(Praise(row.words, names, customer, row.site.name, row.conversation_id, row.answered_at))
    return found


def _colleagues(site_ids: Collection[int]) -> dict[int, str]:
    """Who serves there, by id."""
    rows = Staff.objects.get_queryset().active().filter(sites__in=site_ids).distinct()
    return dict(rows.order_by("id").values_list("id", "name"))
