"""The jobs of this room."""

from typing import Any

from wellserved.ground import clock, files
from wellserved.ground.jobs.registry import register
from wellserved.ground.journal.actor import staff
from wellserved.serving.conversations import actions
from wellserved.serving.conversations.actions.speaking import LET_GO
from wellserved.serving.conversations.models import Message
from wellserved.serving.conversations.reads import files_held


def let_go(payload: dict[str, Any]) -> None:
    """Say a held message, unless it was taken back meanwhile."""
    message = Message.objects.select_related("conversation").filter(id=payload["message"]).first()
    if message is not None and message.by_staff_id is not None:
        by, at = staff(message.by_staff_id), clock.now()
        actions.let_go(message, by=by, at=at, waiting=payload["waiting"], closing=payload["closing"])


register(LET_GO, let_go)
files.held_by("conversations", files_held)
