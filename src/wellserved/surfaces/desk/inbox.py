"""The inbox: a page, and the list in it that asks for itself again when something happens."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wellserved.ground.accounts.models import Staff
from wellserved.ground.clock import now
from wellserved.surfaces.desk.doors import desk, is_fragment
from wellserved.surfaces.desk.first_steps import first_steps
from wellserved.surfaces.desk.listed import listed


@desk("GET")
def inbox(request: HttpRequest, viewer: Staff) -> HttpResponse:
    chosen = request.GET.get("chosen", "")
    shown = listed(request, viewer, chosen=int(chosen) if chosen.isdecimal() and len(chosen) < 19 else None)
    words = {"listed": shown, "here": "inbox", "showing": "list"}
    if is_fragment(request):
        return render(request, "desk/list.html", words)
    return render(request, "desk/inbox.html", words | {"steps": first_steps(viewer, now())})
