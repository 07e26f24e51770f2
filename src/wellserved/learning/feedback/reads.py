"""What customers said, for those who may see it; and what the survey page needs to know."""

from wellserved.ground.accounts.models import Staff
from wellserved.ground.customers.models import Customer, Identity
from wellserved.ground.ids import fingerprint
from wellserved.learning.feedback.models import Invitation, Refusal, Response, Responses
from wellserved.learning.feedback.rules import Asking
from wellserved.serving.conversations.models import Conversation, Direction, Message, Purpose


def asking(conversation: Conversation) -> Asking:
    """What decides whether its customer may be asked."""
    addresses = Identity.objects.filter(customer_id=conversation.customer_id, kind=Identity.EMAIL)
    said = Message.objects.filter(conversation_id=conversation.id).values_list("direction", "purpose", "hints")
    latest = Invitation.objects.filter(customer_id=conversation.customer_id).order_by("-asked_at").first()
    return Asking(
        reachable=addresses.filter(unreachable_since=None).exists(),
        personal=any(_is_personal(*message) for message in said),
        last_asked_at=latest.asked_at if latest else None,
        refused=has_refused(conversation.customer_id),
    )


def _is_personal(direction: str, purpose: str, hints: list[str]) -> bool:
    if direction == Direction.INBOUND:
        return not {"automatic", "delivery report"} & set(hints)
    return direction == Direction.OUTBOUND and purpose == Purpose.REPLY


def has_refused(customer_id: int) -> bool:
    """Whether the customer does not want to be asked any more."""
    return Refusal.objects.filter(customer_id=customer_id).exists()


def invitation_of(secret: str) -> Invitation | None:
    """The invitation whose link holds this secret, expired or not."""
    rows = Invitation.objects.select_related("conversation__site", "response")
    return rows.filter(fingerprint=fingerprint(secret)).first()


def response_to(invitation: Invitation) -> Response | None:
    """What was answered so far, with its ratings."""
    return Response.objects.prefetch_related("ratings").filter(invitation=invitation).first()


def responses_of(viewer: Staff, conversation: Conversation) -> list[Response]:
    """The answers about this conversation, newest first; nothing about another site's."""
    return list(_seen_by(viewer).filter(conversation_id=conversation.id))


def history_of(viewer: Staff, customer: Customer, limit: int = 20) -> list[Response]:
    """What this customer answered about the viewer's sites, newest first."""
    return list(_seen_by(viewer).filter(invitation__customer_id=customer.id)[:limit])


def latest_words(viewer: Staff, *, site_id: int | None = None, limit: int = 20) -> list[Response]:
    """Answers in words, newest first."""
    rows = _seen_by(viewer).exclude(words="").select_related("conversation__customer", "site")
    return list((rows if site_id is None else rows.filter(site_id=site_id))[:limit])


def _seen_by(viewer: Staff) -> Responses:
    rows = Response.objects.within(viewer.scope).saying_something().select_related("invitation")
    return rows.prefetch_related("ratings").order_by("-answered_at", "-id")
