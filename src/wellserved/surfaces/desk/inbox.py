"""The inbox: a page, and the list in it that asks for itself again when something happens."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wellserved.ground.accounts.models import Staff
from wellserved.surfaces.desk.doors import desk, is_fragment
from wellserved.surfaces.desk.listed import listed


@desk("GET")
def inbox(request: HttpRequest, viewer: Staff) -> HttpResponse:
    chosen = request.GET.get("chosen", "")
    shown = listed(request, viewer, chosen=int(chosen) if chosen.isdecimal() and len(chosen) < 19 else None)
    template = "desk/list.html" if is_fragment(request) else "desk/inbox.html"
    return render(request, template, {"listed": shown, "here": "inbox", "showing": "list"})
