"""What a warning and a miss set off, as their standard says: colleagues are told, the matter changes hands, the
customer hears honestly that it takes longer. Each deed is done once, however often its job runs."""

from collections.abc import Callable, Mapping

from django.conf import settings
from django.core.mail import send_mail
from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from wellserved.ground.accounts.models import Staff
from wellserved.ground.accounts.reads import leading_at
from wellserved.ground.journal.actor import rule
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations.models import Conversation, Purpose
from wellserved.serving.standards.events import StandardMissed, StandardWarned
from wellserved.serving.standards.models import Deed, Standard

Notice = StandardWarned | StandardMissed


def act(event: Notice) -> None:
    """Do what the standard says follows from its warning or its miss, unless the matter is settled by now."""
    standard = Standard.objects.get(id=event.standard_id)
    names = standard.on_warning if isinstance(event, StandardWarned) else standard.on_miss
    conversation = Conversation.objects.select_related("site", "customer", "assignee").get(
        id=event.conversation_id or 0
    )
    if conversation.is_closed or conversation.joined_into_id is not None:
        return
    for name in names:
        if not Deed.objects.filter(seq=event.seq, name=name).exists():
            DEEDS[name](event, standard, conversation)
            _done(event, name)


def _done(event: Notice, name: str) -> None:
    try:
        with transaction.atomic():
            Deed(seq=event.seq, name=name).save(force_insert=True)
    except IntegrityError:  # another worker did the same job again
        pass


def _notify_assignee(event: Notice, standard: Standard, conversation: Conversation) -> None:
    if conversation.assignee is not None and conversation.assignee.is_active:
        _tell([conversation.assignee], event, standard, conversation)


def _notify_lead(event: Notice, standard: Standard, conversation: Conversation) -> None:
    _tell(leading_at(conversation.site_id), event, standard, conversation)


def _reassign(event: Notice, standard: Standard, conversation: Conversation) -> None:
    """Unless somebody else has taken it on since."""
    if event.staff_id is not None and conversation.assignee_id == event.staff_id:
        conversations.assign(conversation, staff_id=None, expected=event.staff_id, by=rule(), at=event.at)


def _raise(event: Notice, standard: Standard, conversation: Conversation) -> None:
    conversations.make_urgent(conversation, by=rule(), at=event.at)


def _tell_customer(event: Notice, standard: Standard, conversation: Conversation) -> None:
    """Once for each question, whatever number of standards it misses."""
    words = gettext(
        "We have not forgotten you. Your matter takes longer than we meant it to, and we are sorry for that. "
        "You hear from us as soon as we can say more; you need not write again."
    )
    try:
        with transaction.atomic():
            conversations.say(
                conversation,
                words,
                purpose=Purpose.NOTICE,
                waiting=False,
                submission=f"late-{conversation.id}-{event.started_seq}",
                by=rule(),
                at=event.at,
            )
    except IntegrityError:
        pass


def _tell(colleagues: list[Staff], event: Notice, standard: Standard, conversation: Conversation) -> None:
    late = isinstance(event, StandardMissed)
    about = conversation.subject or conversation.reference
    subject = (gettext("Overdue: %s") if late else gettext("Due soon: %s")) % about
    where = f"{settings.PUBLIC_URL}/desk/conversations/{conversation.id}/"
    said = gettext("This was not kept:") if late else gettext("This is about to be missed:")
    body = f"{said}\n\n  {standard.statement}\n\n{conversation.customer}, {conversation.site.name}\n{where}\n"
    for colleague in colleagues:
        send_mail(" ".join(subject.split()), body, None, [colleague.email])


DEEDS: Mapping[str, Callable[[Notice, Standard, Conversation], None]] = {
    "notify assignee": _notify_assignee,
    "notify lead": _notify_lead,
    "raise": _raise,
    "reassign": _reassign,
    "tell customer": _tell_customer,
}
