"""conversations/<id>/moments/: what happens in a visit or a call, with a tap each; contacts/: one begins."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from wellserved.ground import ids
from wellserved.ground.accounts import reads as accounts
from wellserved.ground.accounts.models import Staff
from wellserved.ground.clock import now
from wellserved.ground.customers.actions import recognise
from wellserved.ground.customers.models import Identity
from wellserved.ground.journal.actor import staff
from wellserved.ground.journal.events import Event
from wellserved.serving.conversations import actions, reads
from wellserved.serving.conversations.models import Conversation
from wellserved.serving.conversations.moments import CHANNELS
from wellserved.serving.conversations.rules import NotAllowed
from wellserved.serving.standards import reads as standards
from wellserved.serving.standards.models import Standard
from wellserved.surfaces.desk.doors import desk, to_conversation

HAPPENED = {"yes": True, "no": False, "": None}


@dataclass(frozen=True)
class Happening:
    """What can be noted now, what a colleague may observe, and what was noted already."""

    moments: list[str]
    observable: list[Standard]
    noted: list[Event]
    takes_quotes: bool

    def __bool__(self) -> bool:
        return bool(self.moments or self.observable or self.noted or self.takes_quotes)


def happening(conversation: Conversation) -> Happening:
    """Of a matter of letters nothing is shown but what was noted: letters tell their own moments."""
    noted = standards.noted_on(conversation.id)
    if conversation.channel not in CHANNELS or conversation.is_closed:
        return Happening([], [], noted, takes_quotes=False)
    at = now()
    watched = standards.watched(conversation, at)
    return Happening(watched, standards.observable(conversation, at), noted, takes_quotes=True)


@desk("POST")
def moments(request: HttpRequest, viewer: Staff, id: int) -> HttpResponse:
    conversation = reads.conversation(viewer, id)
    by, at = staff(viewer.id), now()
    if moment := request.POST.get("moment", ""):
        actions.note_moment(conversation, moment, by=by, at=at)
    elif told := request.POST.get("until", ""):
        actions.quote_time(conversation, _until(told, conversation, at), by=by, at=at)
    else:
        key, seen = request.POST.get("standard", ""), request.POST.get("happened", "")
        if key not in {one.key for one in standards.observable(conversation, at)} or seen not in HAPPENED:
            raise NotAllowed(gettext("Choose what you saw."))
        actions.observe(conversation, key, HAPPENED[seen], source="colleague", by=by, at=at)
    return to_conversation(request, id, "#happening")


@desk("POST")
def contacts(request: HttpRequest, viewer: Staff) -> HttpResponse:
    """Somebody came in, or calls; without a name it is a guest whom nobody knows yet."""
    site = next((one for one in accounts.sites(viewer) if one.slug == request.POST.get("site")), None)
    if site is None:
        raise NotAllowed(gettext("Choose the site where they are."))
    at, name = now(), request.POST.get("name", "").strip()[:200]
    nobody_else = f"contact {ids.reference(16)}"  # two guests alike would be one customer
    guest = recognise(Identity.EXTERNAL, nobody_else, name=name or gettext("Guest"), at=at)
    channel = request.POST.get("channel", "")
    met = actions.meet(guest, site, channel=channel, subject=_subject(channel), by=staff(viewer.id), at=at)
    return to_conversation(request, met.id)


def _subject(channel: str) -> str:
    return gettext("A call") if channel == "phone" else gettext("A visit")


def _until(told: str, conversation: Conversation, at: datetime) -> datetime:
    """ "18:30" is the next half past six at the site."""
    zone = ZoneInfo(conversation.site.time_zone)
    try:
        clock = datetime.strptime(told, "%H:%M").time()  # noqa: DTZ007 - a time of day only
    except ValueError:
        raise NotAllowed(gettext("Write the time you named as 18:30.")) from None
    local = at.astimezone(zone)
    until = datetime.combine(local.date(), clock, zone)
    return until if until > local else until + timedelta(days=1)
