"""Asking a customer how it was, or no more."""

from datetime import datetime

from django.db import transaction

from wellserved.ground.customers.models import Customer
from wellserved.ground.ids import fingerprint
from wellserved.ground.journal.actions import record
from wellserved.ground.journal.actor import Actor
from wellserved.ground.journal.actor import customer as customer_actor
from wellserved.learning.feedback import invitation_mail, reads, rules
from wellserved.learning.feedback.events import AskingAllowed, AskingRefused, CustomerAsked
from wellserved.learning.feedback.models import Invitation, Refusal
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations import links
from wellserved.serving.conversations.models import Conversation, Purpose


@transaction.atomic
def invite(conversation: Conversation, *, closure_seq: int, by: Actor, at: datetime) -> Invitation | None:
    """Ask how it was, once for this closing; None if the customer may not be asked or already was.

    The mail, the invitation and the journal entry are one transaction: repeating a job asks nobody twice.
    """
    # Two matters of one customer closed at the same moment must not both find that nobody asked lately.
    Customer.objects.select_for_update().get(id=conversation.customer_id)
    asked = Invitation.objects.filter(closure_seq=closure_seq).exists()
    if asked or not rules.may_be_asked(reads.asking(conversation), at):
        return None
    return send(conversation, rules.form_of(closure_seq), seq=closure_seq, by=by, at=at)


def send(conversation: Conversation, form: str, *, seq: int, by: Actor, at: datetime) -> Invitation:
    """The mail, the invitation and what is told of it, in the caller's transaction; `seq` is the entry that asks."""
    subject, text, html = invitation_mail.written(conversation, form)
    message = conversations.say(
        conversation, text, html=html, subject=subject, purpose=Purpose.SURVEY, waiting=False, by=by, at=at
    )
    invitation = Invitation(
        conversation=conversation,
        customer_id=conversation.customer_id,
        form=form,
        fingerprint=fingerprint(links.secret_of(message.id)),
        closure_seq=seq,
        team_id=conversation.team_id,
        staff_id=conversation.assignee_id,
        asked_at=at,
        expires_at=at + rules.LASTS,
    )
    invitation.save(force_insert=True)
    record(
        CustomerAsked(
            at=at,
            by=by,
            conversation_id=conversation.id,
            customer_id=conversation.customer_id,
            site_id=conversation.site_id,
            invitation_id=invitation.id,
            closure_seq=seq,
            form=form,
            team_id=invitation.team_id,
            staff_id=invitation.staff_id,
        )
    )
    return invitation


@transaction.atomic
def refuse(customer_id: int, *, at: datetime) -> bool:
    """The customer does not want to be asked any more. False if that is known."""
    Customer.objects.select_for_update().get(id=customer_id)
    if reads.has_refused(customer_id):
        return False
    Refusal(customer_id=customer_id, at=at).save(force_insert=True)
    record(AskingRefused(at=at, by=customer_actor(customer_id), customer_id=customer_id))
    return True


@transaction.atomic
def allow(customer_id: int, *, at: datetime) -> bool:
    """The customer may be asked after all. False if they never refused."""
    refused = bool(Refusal.objects.filter(customer_id=customer_id).delete()[0])
    if refused:
        record(AskingAllowed(at=at, by=customer_actor(customer_id), customer_id=customer_id))
    return refused
