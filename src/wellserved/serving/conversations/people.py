"""Who takes part in a conversation besides its customer, who spoke in it, and how that changed."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from wellserved.ground.accounts.models import Staff
from wellserved.ground.customers import finding as customers
from wellserved.ground.customers.models import Customer, Identity
from wellserved.ground.customers.reads import standing_for
from wellserved.ground.journal.models import Entry
from wellserved.ground.search.query import parse
from wellserved.serving.conversations import events
from wellserved.serving.conversations.models import Conversation, Direction, Message, Participant

NAMED = 40  # customers whom a few letters may mean
SHOWN = 200  # changes of one conversation


@dataclass(frozen=True)
class Change:
    """Somebody was added or removed, or the customer corrected. `whom` and `by` are names, or addresses.

    `undo` is the customer whose matter it was, if this was the latest correction.
    """

    at: datetime
    kind: str  # "added", "removed", "corrected"
    whom: str
    by: str = ""  # empty: the house
    undo: int | None = None


def present(conversation: Conversation) -> list[Participant]:
    """Who takes part now, in the order they came. The customer's own addresses are theirs, whoever added them."""
    own = Identity.objects.filter(customer_id=conversation.customer_id, kind=Identity.EMAIL).values("value")
    return list(Participant.objects.present().filter(conversation_id=conversation.id).exclude(address__in=own))


def participant(viewer: Staff, conversation_id: int, id: int) -> Participant:
    """One of them; Participant.DoesNotExist when it isn't theirs to see."""
    found = Participant.objects.select_related("conversation").get(id=id, conversation_id=conversation_id)
    if not viewer.scope.reaches(found.conversation.site_id):
        raise Participant.DoesNotExist
    return found


def were_removed(conversation: Conversation, addresses: Collection[str]) -> bool:
    """Whether a colleague took one of these out of the conversation."""
    rows = Participant.objects.filter(conversation_id=conversation.id, address__in=addresses)
    return rows.filter(removed_at__isnull=False).exists()


def outside(messages: Iterable[Message], within: Collection[str]) -> list[str]:
    """Addresses that wrote these, or that they were copied to, and that are not `within`; the newest first.

    Some of them are the house's own, which only the channel knows.
    """
    came = [message for message in messages if message.direction == Direction.INBOUND]
    found = (address for message in reversed(came) for address in (message.sender, *message.recipients))
    return [address for address in dict.fromkeys(found) if address and address not in within]


def speakers(messages: Iterable[Message], conversation: Conversation) -> dict[int, str]:
    """Who wrote these, of those who are not the customer: a name by the message's id, or else the address itself.

    A forged message is nobody's whom we know.
    """
    came = [message for message in messages if message.direction == Direction.INBOUND and message.sender]
    rows = Identity.objects.filter(kind=Identity.EMAIL, value__in={message.sender for message in came})
    known = {row.value: row.customer for row in rows.select_related("customer")}
    unnamed = {m.sender for m in came if m.sender not in known or not known[m.sender].name}
    named = Participant.objects.filter(conversation_id=conversation.id, address__in=unnamed) if unnamed else ()
    names = {one.address: one.name for one in named} | {
        address: one.name for address, one in known.items() if one.name
    }
    return {
        m.id: f"Not verified: {m.sender}" if is_forged(m) else names.get(m.sender, "") or m.sender
        for m in came
        if is_forged(m) or m.sender not in known or known[m.sender].id != conversation.customer_id
    }


def is_forged(message: Message) -> bool:
    """Whether it did not come from where it says."""
    return bool(message.checks.get("verdict") == "forged")


def changes(viewer: Staff, conversation: Conversation, *, since: datetime | None = None) -> list[Change]:
    """How its people changed, oldest first."""
    if not viewer.scope.reaches(conversation.site_id):
        return []
    kinds = (events.ParticipantAdded, events.ParticipantRemoved, events.CustomerCorrected)
    entries = Entry.objects.of(conversation.id).of_kinds(*kinds)
    if since is not None:
        entries = entries.filter(at__gte=since)
    told = list(entries[:SHOWN])
    if not told:
        return []
    everybody = Participant.objects.filter(conversation_id=conversation.id)
    people = {one.id: one.name or one.address for one in everybody}
    staff = dict(Staff.objects.filter(id__in=_by(told, "staff")).values_list("id", "name"))
    whose = {entry.customer_id for entry in told if entry.customer_id} | set(_by(told, "customer"))
    owners = {one.id: str(one) for one in Customer.objects.filter(id__in=whose)}
    last = max((entry.id for entry in told if entry.kind == events.CustomerCorrected.kind), default=0)
    return [_told(entry, people, {"staff": staff, "customer": owners}, entry.id == last) for entry in told]


def previous_customer(conversation: Conversation) -> Customer | None:
    """Whose matter it was before the latest correction."""
    latest = Entry.objects.of(conversation.id).of_kinds(events.CustomerCorrected).last()
    return Customer.objects.filter(id=standing_for(latest.measures["previous_id"])).first() if latest else None


def suggested(viewer: Staff, text: str, limit: int = 8) -> list[Identity]:
    """Customers of the viewer's sites whose name or address begins like this, with their addresses."""
    words = text.split()
    if not words or len(text) < 2:
        return []
    ids = customers.ids_of(parse(" ".join(f"{word}*" for word in words if word.isalnum())), NAMED)
    mine = Conversation.objects.within(viewer.scope).filter(customer_id__in=ids).values("customer_id")
    rows = Identity.objects.filter(kind=Identity.EMAIL, customer_id__in=mine, unreachable_since=None)
    return list(rows.select_related("customer").order_by("customer__name", "id")[:limit])


def _told(entry: Entry, people: dict[int, str], names: dict[str, dict[int, str]], is_last: bool) -> Change:
    by = names.get(entry.by_kind, {}).get(entry.by_id or 0, "")
    if entry.kind == events.CustomerCorrected.kind:
        whom = names["customer"].get(entry.customer_id or 0, "")
        return Change(entry.at, "corrected", whom, by, entry.measures["previous_id"] if is_last else None)
    kind = "added" if entry.kind == events.ParticipantAdded.kind else "removed"
    return Change(entry.at, kind, people.get(entry.measures["participant_id"], ""), by)


def _by(entries: Iterable[Entry], kind: str) -> list[int]:
    return [entry.by_id for entry in entries if entry.by_kind == kind and entry.by_id is not None]
