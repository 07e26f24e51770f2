"""desk/search/?q=: what was said, and by whom, newest first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wellserved.ground.accounts.models import Staff
from wellserved.serving.conversations import reads
from wellserved.surfaces.desk.composing import number
from wellserved.surfaces.desk.doors import desk


@desk("GET")
def search(request: HttpRequest, viewer: Staff) -> HttpResponse:
    q = request.GET.get("q", "").strip()[:300]
    found = reads.found(viewer, q, before=number(request.GET.get("before", "")) or None)
    return render(request, "desk/search.html", {"q": q, "found": found, "here": "search"})
