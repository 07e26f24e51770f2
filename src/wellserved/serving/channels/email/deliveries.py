"""How it stands with the mails of a conversation, for those who wrote them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from wellserved.ground.accounts.models import Staff
from wellserved.ground.jobs import reads as jobs
from wellserved.serving.channels.email import fates
from wellserved.serving.channels.email.actions.delivering import DELIVER
from wellserved.serving.channels.email.models import Outgoing
from wellserved.serving.conversations.models import Conversation, Message


@dataclass(frozen=True)
class Delivery:
    """`why` is in a person's words; `failed` and `late` say it for each address. `next_at` is the next attempt."""

    state: str
    attempts: int = 0
    why: str = ""
    next_at: datetime | None = None
    failed: list[tuple[str, str]] = field(default_factory=list)
    late: list[tuple[str, str]] = field(default_factory=list)

    @property
    def waits(self) -> bool:
        """Whether an attempt failed and the next one is waited for."""
        return self.next_at is not None


def deliveries(viewer: Staff, conversation: Conversation, messages: Iterable[Message]) -> dict[int, Delivery]:
    """By the message's id, for those of these messages that went by mail. Nothing of another's conversation."""
    ids = [one.id for one in messages if one.delivery and one.delivery != Message.HELD]
    if not ids or not viewer.scope.reaches(conversation.site_id):
        return {}
    rows = list(Outgoing.objects.filter(message_id__in=ids, message__conversation_id=conversation.id))
    waiting = {f"{DELIVER}:{row.id}": row for row in rows if row.state == Outgoing.QUEUED and row.attempts}
    due = jobs.due_at(waiting) if waiting else {}
    return {row.message_id: _delivery(row, due.get(f"{DELIVER}:{row.id}")) for row in rows}


def _delivery(row: Outgoing, next_at: datetime | None) -> Delivery:
    told = {"failed": [], "delayed": [], "later": []}  # type: dict[str, list[tuple[str, str]]]
    for address in row.recipients:
        fate = row.fates.get(address)
        if fate and fate["became"] in told:
            told[fate["became"]].append((address, fates.in_words(fate["reason"])))
    why = fates.in_words(row.error) if row.error else ""
    return Delivery(row.state, row.attempts, why, next_at, told["failed"], told["delayed"])
