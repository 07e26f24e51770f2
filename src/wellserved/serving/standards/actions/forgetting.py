"""Why a miss was excused may tell of the customer: the excuse stays, its words go."""

from wellserved.serving.conversations.models import Conversation
from wellserved.serving.standards.models import Excuse


def forget(customer_id: int) -> None:
    matters = Conversation.objects.filter(customer_id=customer_id).values("id")
    Excuse.objects.filter(conversation_id__in=matters).update(reason="")
