"""What came of the standards on a conversation, with what is excused, for the panel beside it."""

from typing import Any

from wellserved.ground.accounts.models import Staff
from wellserved.ground.accounts.rules import Verb, may
from wellserved.serving.conversations.models import Conversation
from wellserved.serving.standards import reads
from wellserved.serving.standards.excused import excuses_of


def judged(viewer: Staff, conversation: Conversation) -> dict[str, Any]:
    measured = reads.measurements_of(viewer, conversation)
    return {
        "measured": measured,
        "excuses": excuses_of(measured),
        "may_excuse": may(viewer.scope, Verb.EXCUSE, conversation.site_id),
    }
