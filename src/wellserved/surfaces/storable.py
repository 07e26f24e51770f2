"""What no database can keep is refused at the door, alike on all of them."""

from collections.abc import Callable
from datetime import MAXYEAR, MINYEAR, datetime, tzinfo
from typing import Any

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse

LARGEST_ID = 2**63 - 1
MOST_DIGITS = 4300  # what Python reads as a number; whoever sends more of them means no number, and no words either


class Storable:
    """Middleware: an address with an id beyond every table, or with NUL, is nowhere; elsewhere NUL is a bad request,
    and so is a number that is longer than any.

    The body is looked into only where the CSRF check before us reads it too; other views bound it first themselves.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, found: dict[str, Any]) -> None:
        if any("\0" in part if isinstance(part, str) else part > LARGEST_ID for part in found.values()):
            raise Http404
        told = [request.GET] if getattr(view, "csrf_exempt", False) else [request.GET, request.POST]
        said = [value for words in told for _, values in words.lists() for value in values]
        if any("\0" in value for value in said):
            raise BadRequest("a NUL character")
        if any(len(value) > MOST_DIGITS and value.isdecimal() for value in said):
            raise BadRequest("a number longer than any")


def a_moment(text: str, zone: tzinfo) -> datetime:
    """What a field for a day and a time says, in that zone if it names none; ValueError for none that can be kept."""
    told = datetime.fromisoformat(text.strip())
    if not MINYEAR < told.year < MAXYEAR:  # in another zone it would be out of the calendar
        raise ValueError(text)
    return told if told.tzinfo else told.replace(tzinfo=zone)
