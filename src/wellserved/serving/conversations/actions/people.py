"""Who takes part besides the customer, and whose matter it is."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from wellserved.ground.accounts.rules import Refused, an_address
from wellserved.ground.customers.models import Customer, Identity
from wellserved.ground.customers.reads import groups_of
from wellserved.ground.journal.actor import Actor
from wellserved.serving.conversations import events
from wellserved.serving.conversations.actions.announce import announce
from wellserved.serving.conversations.models import Conversation, Participant, Status
from wellserved.serving.conversations.rules import MOST_PARTICIPANTS, NotAllowed

NAME_CHARACTERS = 120


@transaction.atomic
def add_participant(conversation: Conversation, address: str, *, name: str = "", by: Actor, at: datetime) -> bool:
    """They get copies and their mail belongs here, also if they were removed before; False if they took part already.

    NotAllowed if it is no address, or the customer's own, or when MOST_PARTICIPANTS take part.
    """
    try:
        address = an_address(address)
    except Refused as refused:
        raise NotAllowed(str(refused)) from refused
    if address in _own(conversation):
        raise NotAllowed("This is the customer's own address: answers go there anyway.")
    if _room(conversation) <= 0 and not Participant.objects.present().filter(
        conversation_id=conversation.id, address=address
    ):
        raise NotAllowed(f"At most {MOST_PARTICIPANTS} people take part besides the customer: remove somebody first.")
    return _let_in(conversation, address, name, by, at) or _let_back_in(conversation, address, by, at)


@transaction.atomic
def remove_participant(participant: Participant, *, by: Actor, at: datetime) -> bool:
    """No more copies for them, and what they write is a stranger's mail. False if they were removed already."""
    changed = Participant.objects.present().filter(id=participant.id).update(removed_at=at)
    if changed:
        announce(events.ParticipantRemoved, participant.conversation, by, at, participant_id=participant.id)
    return bool(changed)


@transaction.atomic
def bring_along(conversation: Conversation, people: Iterable[tuple[str, str]], *, by: Actor, at: datetime) -> int:
    """Whoever a mail brought along, as (address, name), takes part; returns for how many there was no room.

    Who was removed stays so: a colleague decided that, and a mail program's "reply to all" does not undo it.
    """
    known = set(Participant.objects.filter(conversation_id=conversation.id).values_list("address", flat=True))
    known |= _own(conversation)
    fresh = {address: name for address, name in people if address not in known}
    room = max(_room(conversation), 0) if fresh else 0
    for address, name in list(fresh.items())[:room]:
        _let_in(conversation, address, name, by, at)
    return max(len(fresh) - room, 0)


@transaction.atomic
def give_to(conversation: Conversation, customer: Customer, *, by: Actor, at: datetime) -> bool:
    """It is this customer's matter, and always was. False if that was known. Giving it back undoes it.

    Whose it was until now hears nothing more, and the links that they were sent open nothing.
    """
    if conversation.status == Status.JOINED:
        raise NotAllowed("This conversation was joined into another: correct that one.")
    previous = conversation.customer_id
    rows = Conversation.objects.filter(id=conversation.id, customer_id=previous)
    if previous == customer.id or not rows.update(customer=customer):
        return False
    conversation.customer = customer
    announce(events.CustomerCorrected, conversation, by, at, previous_id=previous)
    announce(events.GroupsSet, conversation, by, at, groups=groups_of(customer))
    return True


def _let_in(conversation: Conversation, address: str, name: str, by: Actor, at: datetime) -> bool:
    """False if they have taken part before, be they removed or not."""
    participant, is_new = Participant.objects.get_or_create(
        conversation=conversation, address=address, defaults={"name": name[:NAME_CHARACTERS], "added_at": at}
    )
    if is_new:
        announce(events.ParticipantAdded, conversation, by, at, participant_id=participant.id)
    return is_new


def _let_back_in(conversation: Conversation, address: str, by: Actor, at: datetime) -> bool:
    participant = Participant.objects.get(conversation_id=conversation.id, address=address)
    removed = Participant.objects.filter(id=participant.id, removed_at__isnull=False)
    if not removed.update(removed_at=None, added_at=at):
        return False
    announce(events.ParticipantAdded, conversation, by, at, participant_id=participant.id)
    return True


def _own(conversation: Conversation) -> set[str]:
    """The customer's own addresses: they are nobody besides."""
    rows = Identity.objects.filter(customer_id=conversation.customer_id, kind=Identity.EMAIL)
    return set(rows.values_list("value", flat=True))


def _room(conversation: Conversation) -> int:
    return MOST_PARTICIPANTS - Participant.objects.present().filter(conversation_id=conversation.id).count()
