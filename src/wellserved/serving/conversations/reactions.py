from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from wellserved.ground.customers.actions import give_back, take_along
from wellserved.ground.customers.events import CustomerErased, CustomerGrouped, CustomersMerged, CustomersParted
from wellserved.ground.customers.models import Identity
from wellserved.ground.customers.providers import OPEN_TO_ALL
from wellserved.ground.customers.reads import groups_of
from wellserved.ground.journal.actor import rule
from wellserved.ground.journal.models import Entry
from wellserved.serving.conversations import acknowledgement, acknowledging, links
from wellserved.serving.conversations.acknowledging import Arrival
from wellserved.serving.conversations.actions import say
from wellserved.serving.conversations.actions.announce import announce
from wellserved.serving.conversations.actions.forgetting import forget
from wellserved.serving.conversations.events import ConversationOpened, GroupsSet, MessageReceived
from wellserved.serving.conversations.models import Conversation, Direction, Message, Purpose, Status
from wellserved.serving.conversations.moments import CHANNELS
from wellserved.serving.voice.reads import speech_of


def regroup(event: CustomerGrouped) -> None:
    """What is intended for a group holds for the open matters of who joins it; of who leaves it, no more."""
    whose = {"customer__company_id": event.company_id} if event.company_id else {"customer_id": event.customer_id}
    for matter in (
        Conversation.objects.filter(**whose)
        .exclude(status__in=(Status.CLOSED, Status.JOINED))
        .select_related("customer")
    ):
        announce(GroupsSet, matter, event.by, event.at, groups=groups_of(matter.customer))


def erased(event: CustomerErased) -> None:
    """What was said goes with whom it was about."""
    if event.customer_id is not None:
        forget(event.customer_id, by=event.by, at=event.at)


def merged(event: CustomersMerged) -> None:
    take_along(event, "conversations", Conversation.objects.all())


def parted(event: CustomersParted) -> None:
    """Matters that were joined meanwhile stay joined."""
    give_back(event, "conversations", Conversation.objects.all())


@transaction.atomic
def acknowledge(event: ConversationOpened) -> None:
    """We say that we have it and by when we answer, with the way to the matter's page. Running twice says it once."""
    if event.channel in CHANNELS:
        return  # who comes in or calls has written nothing
    rows = Conversation.objects.select_for_update(of=("self",)).select_related("site", "customer")
    conversation = rows.get(id=event.conversation_id or 0)
    if not acknowledging.is_acknowledged(_arrival(conversation, event)):
        return
    due = conversation.next_due_at
    known = acknowledging.may_repeat_their_words(event.channel)
    subject, text, html = acknowledgement.written(
        speech_of(conversation.site),
        conversation.site,
        customer=conversation.customer.name if known else "",
        reference=conversation.reference,
        page=links.address("status", links.STATUS),
        due=due if due and due > event.at else None,
    )
    say(
        conversation,
        text,
        html=html,
        subject=subject or ("" if known else f"We have your message ({conversation.reference})"),
        purpose=Purpose.NOTICE,
        waiting=False,
        by=rule(),
        at=event.at,
    )


def _arrival(conversation: Conversation, event: ConversationOpened) -> Arrival:
    first = Entry.objects.of(conversation.id).of_kinds(MessageReceived).first()
    ours = Message.objects.filter(direction=Direction.OUTBOUND)
    notices = ours.filter(conversation__customer_id=conversation.customer_id, purpose=Purpose.NOTICE)
    addresses = Identity.objects.filter(customer_id=conversation.customer_id, kind=Identity.EMAIL)
    return Arrival(
        channel=event.channel,
        automatic=bool(first and (first.measures.get("automatic") or not first.measures.get("answerable", True))),
        brought=event.by.kind != "customer",
        reachable=addresses.filter(unreachable_since=None).exists(),
        spoken_to=ours.filter(conversation_id=conversation.id).exists(),
        refers_to_us=conversation.perhaps_belongs_to_id is not None,
        notices_lately=notices.filter(at__gt=event.at - acknowledging.HOUR).count(),
        notices_today=notices.filter(at__gt=event.at - acknowledging.DAY).count(),
        matters_of_domain=_matters_of_domain(conversation, addresses, event.at),
    )


def _matters_of_domain(conversation: Conversation, addresses: QuerySet[Identity], at: datetime) -> int:
    domains = {address.rpartition("@")[2] for address in addresses.values_list("value", flat=True)} - OPEN_TO_ALL
    since = at - acknowledging.HOUR
    lately = Conversation.objects.filter(
        site_id=conversation.site_id, status__in=Status.values, latest_at__gt=since, opened_at__gt=since
    )
    theirs = lately.filter(customer__identities__kind=Identity.EMAIL)
    return max((theirs.filter(customer__identities__value__endswith=f"@{one}").count() for one in domains), default=0)
