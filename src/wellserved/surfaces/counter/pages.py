"""How a customer's page is drawn, and kept from caches, search engines and the sites it links to."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from wellserved.ground.accounts import reads as accounts

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def shown(
    request: HttpRequest, template: str, *, zone: ZoneInfo | None = None, status: int = 200, **facts: Any
) -> HttpResponse:
    """The page, with times in that zone or the house's."""
    house = accounts.house()
    with timezone.override(zone or (house.zone if house else timezone.get_default_timezone())):
        facts = {"house_name": house.name if house else "", **facts}
        return render(request, f"counter/{template}.html", facts, status=status)


def sentence(request: HttpRequest, title: str, text: str, status: int) -> HttpResponse:
    """A page that says only why there is nothing to see, and what to do."""
    return shown(request, "sentence", status=status, heading=title, text=text)


def private(view: View) -> View:
    """For pages behind a secret link: no cache keeps them, no referrer tells of them, no search engine lists them."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(*args, **kwargs)
        response.headers["Cache-Control"] = "private, no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return cast(View, guarded)
