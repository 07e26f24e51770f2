"""What every page of the desk has in common: staff only, and what isn't theirs does not exist."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import redirect, resolve_url

from wellserved.ground.accounts.rules import Verb, may
from wellserved.serving.conversations.rules import NotAllowed

View = Callable[..., HttpResponseBase]
Staffed = Callable[..., HttpResponseBase]


def desk(*methods: str, needs: Verb = Verb.SERVE) -> Callable[[Staffed], View]:
    """Call `view(request, viewer, ...)` for staff who may; a row that a read does not find is a 404.

    A form says PUT or DELETE in its field `_method`; `asked(request)` tells. NotAllowed is told on the page before.
    """

    def decorate(view: Staffed) -> View:
        @wraps(view)
        def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return _to_sign_in(request)
            viewer = request.user
            if not may(viewer.scope, needs):
                raise Http404
            if asked(request) not in methods:
                return HttpResponseNotAllowed(methods)
            try:
                return view(request, viewer, *args, **kwargs)
            except ObjectDoesNotExist as missing:
                raise Http404 from missing
            except NotAllowed as refusal:
                messages.error(request, str(refusal))
                return back(request)

        return door

    return decorate


def asked(request: HttpRequest) -> str:
    """The method that was meant."""
    meant = request.POST.get("_method", "") if request.method == "POST" else ""
    return meant.upper() or request.method or "GET"


def is_fragment(request: HttpRequest) -> bool:
    """Whether a part of a page asks for itself again."""
    return request.headers.get("HX-Request") == "true"


def to_conversation(request: HttpRequest, id: int, anchor: str = "") -> HttpResponse:
    """Back to the conversation, in the list it was opened from."""
    place = {key: request.GET[key] for key in ("box", "site", "after", "before") if request.GET.get(key)}
    query = f"?{urlencode(place)}" if place else ""
    return redirect(f"{resolve_url('desk:conversation', id)}{query}{anchor}")


def back(request: HttpRequest) -> HttpResponse:
    """To the page that this resource belongs to: its nearest parent that can be looked at."""
    match = request.resolver_match
    id = match.kwargs.get("id") if match else None
    return to_conversation(request, id) if id else redirect("desk:inbox")


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    url = resolve_url(settings.LOGIN_URL)
    if is_fragment(request):
        return HttpResponse(status=401, headers={"HX-Redirect": url})
    return redirect(f"{url}?{urlencode({'next': request.get_full_path()})}")
