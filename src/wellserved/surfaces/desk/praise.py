"""desk/praise/: what customers praised in the viewer's own work. Only that: nothing is counted or compared."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wellserved.ground.accounts.models import Staff
from wellserved.learning.letters.reads.praise import about
from wellserved.surfaces.desk.doors import desk


@desk("GET")
def praise(request: HttpRequest, viewer: Staff) -> HttpResponse:
    return render(request, "desk/praise.html", {"praise": about(viewer), "here": ""})
