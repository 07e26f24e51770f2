"""The post office of a told story: what the house says is delivered at once, and nothing leaves the machine."""

from dataclasses import dataclass, field

from wellserved.linden.founding import Group
from wellserved.serving.channels.email import actions as email
from wellserved.serving.channels.email.models import Mailbox
from wellserved.serving.conversations.events import MessageSent
from wellserved.serving.conversations.models import Conversation, Message


@dataclass
class Silence:
    """`deliver` stands where the e-mail door's own reaction to MessageSent would."""

    group: Group
    addresses: dict[int, str] = field(default_factory=dict)  # of customers, once they are known

    def deliver(self, event: MessageSent) -> None:
        message = Message.objects.select_related("conversation").get(id=event.message_id)
        conversation = message.conversation
        mailbox = self._mailbox(conversation)
        email.went(message, mailbox=mailbox, recipients=[self._address(conversation)], at=event.at)

    def _mailbox(self, conversation: Conversation) -> Mailbox:
        """Its team's at its site, else the site's first."""
        ours = [box for box in self.group.mailboxes.values() if box.site_id == conversation.site_id]
        return next((box for box in ours if box.team_id == conversation.team_id), ours[0])

    def _address(self, conversation: Conversation) -> str:
        known = self.addresses.get(conversation.customer_id)
        if known is None:
            known = conversation.customer.identities.filter(kind="email").values_list("value", flat=True)[0]
            self.addresses[conversation.customer_id] = known
        return known
