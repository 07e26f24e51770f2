"""Who takes part: conversations/<id>/people/ adds somebody, the person's own address there removes them.

PUT conversations/<id>/whose/ says that it is another customer's matter; DELETE takes the latest such word back.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages as told
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from wellserved.ground.accounts.models import Staff
from wellserved.ground.clock import now
from wellserved.ground.customers.actions import recognise
from wellserved.ground.customers.models import Identity
from wellserved.ground.journal.actor import staff
from wellserved.serving.channels.email.companions import may_be_somebody, our_addresses
from wellserved.serving.conversations import actions, people, reads
from wellserved.serving.conversations.models import Conversation, Message, Participant
from wellserved.serving.conversations.rules import MOST_PARTICIPANTS, NotAllowed
from wellserved.surfaces.desk.doors import asked, desk, is_fragment, to_conversation

MOST_OUTSIDE = 5


@dataclass(frozen=True)
class Company:
    """Who takes part, and who was copied or wrote and does not."""

    present: list[Participant]
    outside: list[str]

    @property
    def is_full(self) -> bool:
        return len(self.present) >= MOST_PARTICIPANTS


def company(conversation: Conversation, messages: Iterable[Message], own: Iterable[str]) -> Company:
    """Who takes part; `own` are the customer's addresses, `messages` what is shown."""
    present = people.present(conversation)
    within = {*own, *(one.address for one in present)}
    outside = [one for one in people.outside(messages, within) if may_be_somebody(one)]
    ours = our_addresses(outside)
    return Company(present, [one for one in outside if one not in ours][:MOST_OUTSIDE])


@desk("GET", "POST")
def everybody(request: HttpRequest, viewer: Staff, id: int) -> HttpResponse:
    """POST adds somebody; GET, from the field that is typed in, tells which customers may be meant."""
    conversation = reads.conversation(viewer, id)
    if asked(request) == "GET":
        if not is_fragment(request):
            return to_conversation(request, id, "#people")
        typed = request.GET.get("address", "").strip()[:100]
        return render(request, "desk/suggested.html", {"suggested": people.suggested(viewer, typed)})
    address, name = _person(request)
    if not actions.add_participant(conversation, address, name=name, by=staff(viewer.id), at=now()):
        told.info(request, gettext("They take part already."))
    return to_conversation(request, id, "#people")


@desk("DELETE")
def person(request: HttpRequest, viewer: Staff, id: int, person_id: int) -> HttpResponse:
    found = people.participant(viewer, id, person_id)
    actions.remove_participant(found, by=staff(viewer.id), at=now())
    return to_conversation(request, id, "#people")


@desk("PUT", "DELETE")
def whose(request: HttpRequest, viewer: Staff, id: int) -> HttpResponse:
    conversation = reads.conversation(viewer, id)
    if asked(request) == "PUT":
        address, name = _person(request)
        customer = recognise(Identity.EMAIL, address, name=name, at=now())
    else:
        previous = people.previous_customer(conversation)
        if previous is None:
            raise NotAllowed(gettext("Nothing was changed here that could be taken back."))
        customer = previous
    if actions.give_to(conversation, customer, by=staff(viewer.id), at=now()):
        told.success(request, gettext("This is now the matter of %(customer)s.") % {"customer": customer})
    return to_conversation(request, id)


def _person(request: HttpRequest) -> tuple[str, str]:
    """The address and the name that were typed; NotAllowed if nobody can be reached there, or only we."""
    address = request.POST.get("address", "").strip().casefold()
    try:
        validate_email(address)
    except ValidationError as fault:
        raise NotAllowed(gettext("Write an e-mail address, such as alice@rowan.example.")) from fault
    if our_addresses([address]):
        raise NotAllowed(gettext("That is a mailbox of ours: what we write there comes back to us."))
    return address, " ".join(request.POST.get("name", "").split())[:120]
