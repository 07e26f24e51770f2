"""Asking a customer how it was, or no more."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from wellserved.ground.customers.models import Customer
from wellserved.ground.ids import fingerprint
from wellserved.ground.jobs import actions as jobs
from wellserved.ground.journal.actions import record
from wellserved.ground.journal.actor import Actor, rule
from wellserved.ground.journal.actor import customer as customer_actor
from wellserved.learning.feedback import invitation_mail, reads, rules
from wellserved.learning.feedback.events import AskingAllowed, AskingRefused, CustomerAsked, CustomerReminded
from wellserved.learning.feedback.models import Invitation, Pace, Refusal, Survey, Version
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations import links
from wellserved.serving.conversations.models import Conversation, Message, Purpose

REMIND = "feedback.remind"


@transaction.atomic
def invite(
    conversation: Conversation,
    *,
    closure_seq: int | None = None,
    version: Version | None = None,
    after: str = rules.CLOSING,
    by: Actor,
    at: datetime,
) -> Invitation | None:
    """Ask how it was, once for this closing; None if the customer may not be asked or already was.

    Without a `version` the site's survey after closing is asked, or the everyday question. `after` is the closing, or
    a call, a visit or a chat of which somebody else knows. The mail, the invitation and the journal entry are one
    transaction: repeating a job asks nobody twice.
    """
    # Two matters of one customer closed at the same moment must not both find that nobody asked lately.
    Customer.objects.select_for_update().get(id=conversation.customer_id)
    asked = closure_seq is not None and Invitation.objects.filter(closure_seq=closure_seq).exists()
    version = version or reads.asked_after_closing(conversation.site, at)
    house = _in_turn(version.survey if version else None)
    lot = closure_seq if closure_seq is not None else f"{conversation.customer_id}:{at:%Y-%m-%d}"
    if asked or not _may_be_asked(conversation, version, house.fact(), lot, after, at):
        return None
    form = rules.SHORT if version or closure_seq is None else rules.form_of(closure_seq)
    invitation = send(conversation, form, version=version, seq=closure_seq, after=after, by=by, at=at)
    if house.reminder_days:
        due_at = at + timedelta(days=house.reminder_days)
        jobs.enqueue(REMIND, {"invitation": invitation.id}, due_at=due_at, key=f"{REMIND}:{invitation.id}")
    return invitation


def _in_turn(survey: Survey | None) -> Pace:
    """The house's pace. Where a quota is counted, one after the other: two at once must not both be its last."""
    house = reads.pace()
    if survey is not None and survey.site_quota:
        Survey.objects.select_for_update(no_key=True).get(id=survey.id)
    elif house.site_quota:
        Pace.objects.select_for_update(no_key=True).get(id=house.id)
    return house


def _may_be_asked(
    conversation: Conversation, version: Version | None, house: rules.Pace, lot: int | str, after: str, at: datetime
) -> bool:
    """By the survey's own pace, or the house's; chance draws by the closing, or else by customer and day."""
    survey = version.survey if version else None
    pace = survey.pace(house) if survey else house
    asking = reads.asking(conversation, at, survey)
    if after != rules.CLOSING:
        asking = replace(asking, personal=True)
    return rules.may_be_asked(asking, at, pace) and rules.is_drawn(lot, pace.share)


def send(
    conversation: Conversation,
    form: str,
    *,
    version: Version | None = None,
    seq: int | None,
    after: str = rules.CLOSING,
    by: Actor,
    at: datetime,
) -> Invitation:
    """The mail, the invitation and what is told of it, in the caller's transaction; `seq` is the entry that asks."""
    message = _mailed(conversation, invitation_mail.written(conversation, form, version, after=after), at=at)
    invitation = Invitation(
        conversation=conversation,
        customer_id=conversation.customer_id,
        form=form,
        after=after,
        version=version,
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
            version_id=version.id if version else None,
            team_id=invitation.team_id,
            staff_id=invitation.staff_id,
        )
    )
    return invitation


@transaction.atomic
def remind(invitation_id: int, *, at: datetime) -> bool:
    """Ask once more, only once, who has neither answered nor refused. False if there was no need."""
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("conversation__site", "version")
    invitation = rows.filter(id=invitation_id, reminder_fingerprint=None, response=None).first()
    if invitation is None or not rules.may_be_reminded(reads.reminding(invitation), at):
        return False
    conversation = invitation.conversation
    words = invitation_mail.written(conversation, invitation.form, invitation.version, again=True)
    message = _mailed(conversation, words, at=at)
    invitation.reminder_fingerprint = fingerprint(links.secret_of(message.id))
    invitation.save(update_fields=["reminder_fingerprint"])
    record(
        CustomerReminded(
            at=at,
            by=rule(),
            conversation_id=conversation.id,
            customer_id=invitation.customer_id,
            site_id=conversation.site_id,
            invitation_id=invitation.id,
        )
    )
    return True


def _mailed(conversation: Conversation, words: tuple[str, str, str], *, at: datetime) -> Message:
    """Whoever asks for it, its words are a rule's: only such get their secrets as they leave (links.filled)."""
    subject, text, html = words
    told: dict[str, Any] = {"html": html, "subject": subject, "purpose": Purpose.SURVEY, "waiting": False}
    return conversations.say(conversation, text, **told, by=rule(), at=at)


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
