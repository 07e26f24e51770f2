"""A text that is gone speaks of nothing."""

from django.db.models import Q

from wellserved.learning.themes.models import ThemeText
from wellserved.serving.conversations.models import Conversation


def forget(customer_id: int) -> None:
    matters = Conversation.objects.filter(customer_id=customer_id).values("id")
    ThemeText.objects.filter(Q(customer_id=customer_id) | Q(conversation_id__in=matters)).delete()
