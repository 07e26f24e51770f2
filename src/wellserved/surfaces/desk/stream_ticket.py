"""The ticket with which a browser follows what happens at the viewer's sites (/stream)."""

from datetime import timedelta

from django.http import HttpRequest, JsonResponse

from wellserved.ground import clock
from wellserved.ground.accounts.models import Staff
from wellserved.ground.journal.reads import seen_before
from wellserved.ground.stream.tickets import ticket
from wellserved.surfaces.desk.doors import desk

PAGE_AGE = timedelta(seconds=30)


@desk("GET", "POST")
def stream_ticket(request: HttpRequest, viewer: Staff) -> JsonResponse:
    # The page was made a moment ago: its first stream begins early enough to miss nothing since.
    after = seen_before(clock.now() - PAGE_AGE)
    return JsonResponse({"ticket": ticket(viewer), "after": after}, headers={"Cache-Control": "no-store"})
