"""The page itself, and the worker that brings it without a network."""

from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

import wellserved.ui
from wellserved.learning.inspections import rules
from wellserved.learning.inspections.reads import Walk

WORKER = Path(wellserved.ui.__file__).parent / "static" / "js" / "walk_worker.js"


def shown(request: HttpRequest, walk: Walk, *, back: str = "") -> HttpResponse:
    """The checklist; `back` is where a colleague leaves it for."""
    words = {"walk": walk, "back": back, "most_photos": rules.MOST_PHOTOS, "note_characters": rules.NOTE_CHARACTERS}
    with timezone.override(walk.inspection.site.zone):
        return render(request, "office/walk.html", words)


def worker() -> HttpResponse:
    """Served beneath the walk, so that it sees this walk and nothing else of the house."""
    response = HttpResponse(_script(), content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response


@cache
def _script() -> bytes:
    return WORKER.read_bytes()
