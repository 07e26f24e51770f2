"""Answers to invitations: an ordinary reply, which a calendar understands too."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from wellserved.ground import files
from wellserved.ground.journal.actor import Actor
from wellserved.serving.channels.email.models import InvitationAnswer, Mailbox, RawMail
from wellserved.serving.channels.email.reading.invitation import answer_to, invitation_of
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations.models import Attachment, Message
from wellserved.serving.conversations.rules import NewFile, NotAllowed

CONTENT_TYPE = "text/calendar; method=REPLY"


@transaction.atomic
def answer_invitation(attachment: Attachment, answer: str, *, by: Actor, at: datetime) -> Message:
    """Tell the organizer "accepted", "tentative" or "declined"; the reply can be taken back for a moment.

    NotAllowed if the file is no invitation that waits for an answer.
    """
    message = attachment.message
    data = files.path(attachment.sha256).read_bytes()
    invitation = invitation_of(data)
    words = {"accepted": _("Accepted"), "tentative": _("Accepted with reservation"), "declined": _("Declined")}
    if invitation is None or not invitation.is_answerable or invitation.organizer is None or answer not in words:
        raise NotAllowed(_("This invitation can't be answered (any more)."))
    us = _invited(message)
    reply = answer_to(data, us.address, us.name, answer, at)
    file = NewFile("answer.ics", CONTENT_TYPE, len(reply), files.keep(reply))
    said = f"{words[answer]}: {invitation.summary or _('your invitation')}"
    held = conversations.hold(message.conversation, said, files=[file], to_all=False, by=by, at=at)
    Message.objects.filter(id=held.id).update(recipients=[invitation.organizer.address], subject=said[:300])
    InvitationAnswer.objects.create(message=message, answer=answer, reply=held, at=at)
    return held


def _invited(message: Message) -> Mailbox:
    """The mailbox that the invitation came to."""
    mail = RawMail.objects.select_related("mailbox").defer("raw").filter(message=message).first()
    site_id = message.conversation.site_id
    found = mail.mailbox if mail else Mailbox.objects.active().filter(site_id=site_id).order_by("id").first()
    if found is None:
        raise NotAllowed(_("No mailbox of this site is in use, so nothing can be sent."))
    return found
