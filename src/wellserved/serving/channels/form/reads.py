from wellserved.ground.customers.models import Identity
from wellserved.serving.conversations.models import Message


def message_of(submission: str) -> Message | None:
    """What that form wrote when it was sent before."""
    return Message.objects.select_related("conversation").filter(submission=submission).first()


def address_of(customer_id: int) -> str:
    """Where mail reaches the customer; empty if it does not."""
    addresses = Identity.objects.filter(customer_id=customer_id, kind=Identity.EMAIL).order_by("id")
    return addresses.values_list("value", flat=True).first() or ""
