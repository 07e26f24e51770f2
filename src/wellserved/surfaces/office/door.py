"""Who may enter a page of the office."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from wellserved.ground.accounts.models import Staff
from wellserved.ground.accounts.rules import Verb, may

View = Callable[..., HttpResponse]


def needs(verb: Verb) -> Callable[[View], View]:
    """Signed in, and of a role that may do it somewhere; where, is for the reads to say."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, **words: Any) -> HttpResponse:
            if not may(viewer_of(request).scope, verb):
                raise PermissionDenied(verb.value)
            return view(request, **words)

        return login_required(guarded)

    return guard


def viewer_of(request: HttpRequest) -> Staff:
    viewer: Any = request.user
    assert isinstance(viewer, Staff)
    return viewer
