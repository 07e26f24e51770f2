"""conversations/<id>/messages/<id>/delivery/: a mail that did not get through is sent again, or given up."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from wellserved.ground.accounts.models import Staff
from wellserved.ground.clock import now
from wellserved.ground.journal.actor import staff
from wellserved.serving.channels.email import actions
from wellserved.serving.conversations import reads
from wellserved.serving.conversations.models import Message, Purpose
from wellserved.serving.conversations.rules import NotAllowed
from wellserved.surfaces.desk.doors import asked, desk, to_conversation


@desk("PUT", "DELETE")
def delivery(request: HttpRequest, viewer: Staff, id: int, message_id: int) -> HttpResponse:
    """PUT sends it again: `now`, where an attempt is waited for; else what failed, perhaps `to` another address."""
    message = reads.message(viewer, id, message_id)
    if message.purpose != Purpose.REPLY:
        raise NotAllowed(_("Only answers are sent again."))
    by, at = staff(viewer.id), now()
    if asked(request) == "DELETE":
        done = actions.give_up(message, by=by, at=at)
    elif "now" in request.POST:
        done = actions.send_now(message, at=at)
    else:
        done = actions.retry(message, to=_address(request, message), by=by, at=at)
    if not done:
        raise NotAllowed(_("It is on its way already. Look again in a moment."))
    return to_conversation(request, id, f"#message-{message_id}")


def _address(request: HttpRequest, message: Message) -> str:
    """Where it is to go instead; "" for where it went before."""
    address = request.POST.get("to", "").strip().casefold()
    if not address and "to" not in request.POST:
        return ""
    try:
        validate_email(address)
    except ValidationError:
        raise NotAllowed(_("This is not a whole e-mail address, such as alice@example.org.")) from None
    return address
