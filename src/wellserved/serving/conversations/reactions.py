from django.db import transaction
from django.template.loader import render_to_string

from wellserved.ground.customers.models import Identity
from wellserved.ground.journal.actor import rule
from wellserved.ground.journal.models import Entry
from wellserved.serving.conversations import acknowledging, links
from wellserved.serving.conversations.acknowledging import Arrival
from wellserved.serving.conversations.actions import say
from wellserved.serving.conversations.events import ConversationOpened, MessageReceived
from wellserved.serving.conversations.models import Conversation, Direction, Message, Purpose


@transaction.atomic
def acknowledge(event: ConversationOpened) -> None:
    """We say that we have it and by when we answer, with the way to the matter's page. Running twice says it once."""
    rows = Conversation.objects.select_for_update(of=("self",)).select_related("site", "customer")
    conversation = rows.get(id=event.conversation_id or 0)
    if not acknowledging.is_acknowledged(_arrival(conversation, event)):
        return
    due = conversation.next_due_at
    known = acknowledging.may_repeat_their_words(event.channel)
    facts = {
        "reference": conversation.reference,
        "site": conversation.site,
        "name": conversation.customer.name if known else "",
        "subject": conversation.subject if known else "",
        "page": links.address("status", links.STATUS),
        "by": due.astimezone(conversation.site.zone) if due and due > event.at else None,
    }
    say(
        conversation,
        render_to_string("mails/received/text.txt", facts),
        html=render_to_string("mails/received/html.html", facts),
        subject="" if known else f"We have your message ({conversation.reference})",
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
        automatic=bool(first and first.measures.get("automatic")),
        brought=event.by.kind != "customer",
        reachable=addresses.filter(unreachable_since=None).exists(),
        spoken_to=ours.filter(conversation_id=conversation.id).exists(),
        notices_lately=notices.filter(at__gt=event.at - acknowledging.HOUR).count(),
    )
