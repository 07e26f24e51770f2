"""What the story asks of the house before it goes on."""

from wellserved.learning.feedback.models import Invitation
from wellserved.learning.recovery.models import Recovery
from wellserved.serving.channels.email.models import Mailbox, Outgoing
from wellserved.serving.conversations.models import Conversation


def latest_word_of_ours(conversation: Conversation) -> Outgoing | None:
    """The mail that a customer who answers answers."""
    went = Outgoing.objects.filter(message__conversation_id=conversation.id).select_related("message")
    return went.order_by("-message__at", "-id").first()


def latest_answer_from(mailbox: Mailbox) -> Outgoing | None:
    """The newest reply that somebody wrote from this mailbox."""
    replies = Outgoing.objects.filter(message__purpose="reply", mailbox=mailbox)
    return replies.select_related("message").order_by("-id").first()


def open_invitation(conversation: Conversation) -> Invitation | None:
    """The one that was not answered yet; None if they were not asked."""
    unanswered = Invitation.objects.filter(conversation_id=conversation.id, response=None)
    return unanswered.order_by("-asked_at", "-id").first()


def unsettled_in(conversation: Conversation) -> Recovery | None:
    """What is to be made right in a matter."""
    rows = Recovery.objects.unsettled().of(conversation.id).select_related("conversation")
    return rows.order_by("-id").first()
