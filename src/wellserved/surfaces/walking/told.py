"""What the page tells: answers and photos, each with a name of its own, as often as the network makes it."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, time

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from wellserved.learning.inspections import actions
from wellserved.learning.inspections.models import Item
from wellserved.learning.inspections.reads import Walk
from wellserved.learning.inspections.rules import NotAllowed, Told
from wellserved.surfaces.counter.uploads import body_is_too_large

A_NAME = re.compile(r"[0-9a-f-]{8,36}")


def answer(request: HttpRequest, walk: Walk, *, by_staff_id: int | None, at: datetime) -> HttpResponse:
    """Keep an answer. 204 also when it was told before, 409 when the walk is over, 422 for what is no answer."""
    return _kept(request, walk, lambda item: actions.answer(item, _told(request), by_staff_id=by_staff_id, at=at))


def photo(request: HttpRequest, walk: Walk, *, at: datetime) -> HttpResponse:
    """Keep a photo; as above."""
    if body_is_too_large(request):
        return _refused(_("This photo is too large."), 413)

    def kept(item: Item) -> None:
        file = request.FILES.get("photo")
        if file is None:
            raise NotAllowed("A photo is missing.")
        actions.add_photo(item, _name(request), file.read(), at=at)

    return _kept(request, walk, kept)


def _kept(request: HttpRequest, walk: Walk, keep: Callable[[Item], object]) -> HttpResponse:
    if not walk.inspection.is_open:
        return _refused(_("This inspection is over; nothing more can be said of it."), 409)
    named = request.POST.get("item", "")
    item = next((line.item for line in walk.lines if str(line.item.id) == named), None)
    if item is None:
        return _refused(_("This is not on the checklist."), 422)
    try:
        keep(item)
    except (NotAllowed, ValueError) as wrong:
        return _refused(str(wrong), 422)
    return HttpResponse(status=204)


def _told(request: HttpRequest) -> Told:
    value = request.POST.get("value", "")
    at = datetime.fromisoformat(request.POST.get("at", ""))
    return Told(
        _name(request),
        request.POST.get("outcome", ""),
        float(value) if value else None,
        request.POST.get("note", "").strip(),
        at if at.tzinfo else at.replace(tzinfo=UTC),
        _time(request, "named"),
        _time(request, "came"),
    )


def _time(request: HttpRequest, name: str) -> time | None:
    text = request.POST.get(name, "")
    return time.fromisoformat(text).replace(tzinfo=None) if text else None


def _name(request: HttpRequest) -> str:
    name = request.POST.get("id", "")
    if not A_NAME.fullmatch(name):
        raise NotAllowed("What is told needs a name of its own.")
    return name


def _refused(says: str, status: int) -> HttpResponse:
    return JsonResponse({"says": says}, status=status)
