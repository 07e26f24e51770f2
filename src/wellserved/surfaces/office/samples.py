"""What customers of a site would get: an answer, the acknowledgement and the survey, to somebody invented."""

from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from wellserved.ground import clock
from wellserved.ground.accounts.models import Site, Staff
from wellserved.learning.feedback import invitation_mail
from wellserved.serving.conversations import acknowledgement, links
from wellserved.serving.conversations.links import SECRET, STATUS
from wellserved.serving.voice import rules
from wellserved.serving.voice.reads import Speech

CUSTOMER, REFERENCE = "Ana Lima", "K7QD3WN"


@dataclass(frozen=True)
class Sample:
    """`subject` is "" where it answers the customer's own."""

    title: str
    subject: str
    text: str
    html: str = ""


def samples(speech: Speech, site: Site | None, viewer: Staff) -> list[Sample]:
    """In the words of `speech`; the house's are shown as those of a site that is called like it."""
    place = site or Site(name=speech.site, time_zone="UTC", signature="")
    zone = ZoneInfo(place.time_zone)
    due = (clock.now() + timedelta(hours=4)).astimezone(zone).replace(minute=0)
    page = links.address("status", STATUS)
    colleague, about = viewer.name, _("A late arrival")
    received = acknowledgement.written(
        speech, place, page=page, due=due, customer=CUSTOMER, reference=REFERENCE, colleague=colleague
    )
    asked = invitation_mail.spoken(
        speech, place, page=page, about=about, customer=CUSTOMER, reference=REFERENCE, colleague=colleague
    )
    return [
        Sample(_("An answer"), "", _answer(speech, place, viewer)),
        Sample(_("We have your message"), *map(_harmless, received)),
        Sample(_("How was it?"), *map(_harmless, asked)),
    ]


def _answer(speech: Speech, place: Site, viewer: Staff) -> str:
    facts = speech.facts(customer=CUSTOMER, colleague=viewer.name)
    words = _("Of course, you may come late. Somebody is here until midnight.")
    if speech.frames:
        words = rules.framed(words, speech.greeting(facts), speech.closing(facts), viewer.name)
    return f"{words}\n\n-- \n{place.signature}" if place.signature.strip() else words


def _harmless(text: str) -> str:
    """With links that lead to nobody's matter."""
    return text.replace(STATUS, "sample").replace(SECRET, "sample")
