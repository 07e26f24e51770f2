"""What a warning and a miss set off, as their standard says: colleagues are told, the matter changes hands, the
customer hears honestly that it takes longer. Each deed is done once, however often its job runs.

Time goes on between a miss and what follows from it, and more of it when the machine slept. So we look again: of a
clock that has stopped nobody is warned, a miss that was taken back or excused sets nothing off, and once somebody has
answered, late, colleagues are told and nothing else is done.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import send_mail
from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from wellserved.ground.accounts.models import Staff
from wellserved.ground.accounts.reads import leading_at
from wellserved.ground.journal.actor import rule
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations.models import Conversation, Purpose
from wellserved.serving.standards import reads
from wellserved.serving.standards.events import StandardMissed, StandardWarned
from wellserved.serving.standards.facts import MISSED, QUOTED, TIME_TO, Clock
from wellserved.serving.standards.models import Deed, Measurement, Standard

Notice = StandardWarned | StandardMissed


@dataclass(frozen=True)
class Occasion:
    """A warning or a miss, and how it stands by now: `waits` while the customer still does."""

    event: Notice
    standard: Standard
    conversation: Conversation
    waits: bool = True


def act(event: Notice) -> None:
    """Do what the standard says follows from its warning or its miss, unless the matter is settled by now."""
    standard = Standard.objects.get(id=event.standard_id)
    conversation = Conversation.objects.select_related("site", "customer", "assignee").get(
        id=event.conversation_id or 0
    )
    if conversation.is_closed or conversation.joined_into_id is not None:
        return
    if isinstance(event, StandardWarned):
        _warn(event, standard, conversation)
    else:
        _escalate(event, standard, conversation)


def _warn(event: StandardWarned, standard: Standard, conversation: Conversation) -> None:
    clock = _clock_of(event)
    if clock is not None and clock.running_since is not None and not clock.breached:
        _do(standard.on_warning, Occasion(event, standard, conversation))


def _escalate(event: StandardMissed, standard: Standard, conversation: Conversation) -> None:
    missed = Measurement.objects.filter(
        conversation_id=conversation.id, standard_id=event.standard_id, started_seq=event.started_seq
    )
    measured = missed.filter(verdict=MISSED).first()
    if measured is None:
        return
    terms = reads.Book().terms[standard.id]
    timed = terms.kind in (TIME_TO, QUOTED)
    waits = timed and _clock_of(event) is not None
    # What failed before it was due (a call that was given up) has a value that would have been good enough.
    too_late = timed and not waits and not (measured.value is not None and terms.is_kept_by(measured.value))
    pointless = OF_WAITING if too_late else () if waits else ("tell customer",)
    names = [name for name in standard.on_miss if name not in pointless]
    _do(names, Occasion(event, standard, conversation, waits))


def _clock_of(event: Notice) -> Clock | None:
    watch = reads.watch_of(event.conversation_id or 0)
    key = event.standard_id, event.started_seq
    return next((clock for clock in watch.clocks if clock.key == key), None) if watch else None


def _do(names: list[str], occasion: Occasion) -> None:
    for name in names:
        if not Deed.objects.filter(seq=occasion.event.seq, name=name).exists():
            DEEDS[name](occasion)
            _done(occasion.event, name)


def _done(event: Notice, name: str) -> None:
    try:
        with transaction.atomic():
            Deed(seq=event.seq, name=name).save(force_insert=True)
    except IntegrityError:  # another worker did the same job again
        pass


def _notify_assignee(occasion: Occasion) -> None:
    assignee = occasion.conversation.assignee
    if assignee is not None and assignee.is_active:
        _tell([assignee], occasion)


def _notify_lead(occasion: Occasion) -> None:
    _tell(leading_at(occasion.conversation.site_id), occasion)


def _reassign(occasion: Occasion) -> None:
    """Unless somebody else has taken it on since."""
    event, conversation = occasion.event, occasion.conversation
    if event.staff_id is not None and conversation.assignee_id == event.staff_id:
        conversations.assign(conversation, staff_id=None, expected=event.staff_id, by=rule(), at=event.at)


def _raise(occasion: Occasion) -> None:
    conversations.make_urgent(occasion.conversation, by=rule(), at=occasion.event.at)


def _tell_customer(occasion: Occasion) -> None:
    """Once for each question, whatever number of standards it misses."""
    conversation, event = occasion.conversation, occasion.event
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


def _tell(colleagues: list[Staff], occasion: Occasion) -> None:
    standard, conversation = occasion.standard, occasion.conversation
    about = conversation.subject or conversation.reference
    where = f"{settings.PUBLIC_URL}/desk/conversations/{conversation.id}/"
    if isinstance(occasion.event, StandardWarned):
        subject, said = gettext("Due soon: %s"), gettext("This is about to be missed:")
    else:
        subject = gettext("Overdue: %s") if occasion.waits else gettext("Not kept: %s")
        said = gettext("This was not kept:")
    body = f"{said}\n\n  {standard.statement}\n\n{conversation.customer}, {conversation.site.name}\n{where}\n"
    for colleague in colleagues:
        send_mail(" ".join((subject % about).split()), body, None, [colleague.email])


OF_WAITING = ("raise", "reassign", "tell customer")
DEEDS: Mapping[str, Callable[[Occasion], None]] = {
    "notify assignee": _notify_assignee,
    "notify lead": _notify_lead,
    "raise": _raise,
    "reassign": _reassign,
    "tell customer": _tell_customer,
}
