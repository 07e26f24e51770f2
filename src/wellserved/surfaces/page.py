"""What every page knows (context processor), and in whose time zone it speaks (middleware)."""

import time
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from wellserved.ground.accounts import reads
from wellserved.ground.accounts.models import House, Staff
from wellserved.ground.accounts.rules import Verb, may
from wellserved.ground.safety.links import linked

KEPT_SECONDS = 30.0


class KnownHouse:
    """The house as it was at most half a minute ago: nearly every page needs it and it hardly ever changes."""

    def __init__(self) -> None:
        self.house: House | None = None
        self.read_at = float("-inf")

    def __call__(self) -> House | None:
        if self.house is None or time.monotonic() - self.read_at > KEPT_SECONDS:
            self.house = reads.house()
            self.read_at = time.monotonic()
        return self.house

    def forget(self) -> None:
        self.house = None


known_house = KnownHouse()


class LocalTime:
    """Activates the house's time zone while a page is made."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if house := known_house():
            with timezone.override(house.zone):
                return self.get_response(request)
        return self.get_response(request)


def page(request: HttpRequest) -> dict[str, Any]:
    """house_name, viewer (staff or None), may("set up"): whether the viewer may do that anywhere; linked(text)."""
    house = known_house()
    viewer = getattr(request, "user", None)
    staff = viewer if isinstance(viewer, Staff) else None
    return {
        "house_name": house.name if house else "",
        "language": house.language if house else "en",
        "viewer": staff,
        "linked": linked,
        "may": lambda verb, site_id=None: staff is not None and may(staff.scope, Verb(verb), site_id),
    }
