"""The ticket with which a browser follows what happens at the viewer's sites (/stream)."""

from django.http import HttpRequest, JsonResponse

from wellserved.ground.accounts.models import Staff
from wellserved.ground.stream.tickets import ticket
from wellserved.surfaces.desk.doors import desk


@desk("GET", "POST")
def stream_ticket(request: HttpRequest, viewer: Staff) -> JsonResponse:
    return JsonResponse({"ticket": ticket(viewer)}, headers={"Cache-Control": "no-store"})
