from wellserved.ground.customers.actions import give_back, take_along
from wellserved.ground.customers.events import CustomerErased, CustomersMerged, CustomersParted
from wellserved.ground.journal.actor import rule
from wellserved.learning.feedback import actions
from wellserved.learning.feedback.actions.forgetting import forget
from wellserved.learning.feedback.models import Invitation, Refusal
from wellserved.serving.channels.email.events import MailComplained
from wellserved.serving.conversations.events import ConversationClosed
from wellserved.serving.conversations.models import Conversation


def ask(event: ConversationClosed) -> None:
    """Whoever closed it, a person, a rule or a program: the customer is asked how it was. Of spam nobody is."""
    if event.is_spam:
        return
    conversation = Conversation.objects.select_related("site", "customer").get(id=event.conversation_id or 0)
    actions.invite(conversation, closure_seq=event.seq, by=rule(), at=event.at)


def ask_no_more(event: MailComplained) -> None:
    """Who calls our mail spam does not want to be asked."""
    if event.customer_id is not None:
        actions.refuse(event.customer_id, at=event.at)


def erased(event: CustomerErased) -> None:
    if event.customer_id is not None:
        forget(event.customer_id, at=event.at)


def merged(event: CustomersMerged) -> None:
    take_along(event, "invitations", Invitation.objects.all())
    refused = Refusal.objects.filter(customer_id=event.customer_id or 0).exists()
    take_along(event, "refusal", Refusal.objects.none() if refused else Refusal.objects.all())


def parted(event: CustomersParted) -> None:
    give_back(event, "invitations", Invitation.objects.all())
    give_back(event, "refusal", Refusal.objects.all())
