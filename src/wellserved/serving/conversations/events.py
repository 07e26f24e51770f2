"""What happens to a conversation. All carry conversation_id, customer_id and site_id."""

from collections.abc import Sequence
from dataclasses import dataclass

from wellserved.ground.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class ConversationOpened(Event):
    """A matter began; `groups` are the customer's (regular, internal, supplier ...), `topic` what it is about."""

    channel: str
    team_id: int | None = None
    topic: str = ""
    groups: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class MessageReceived(Event):
    """The customer said something. `first` opens the conversation; `automatic` was said by a machine, and no
    machine of ours may answer what is not `answerable`."""

    message_id: int
    channel: str
    first: bool = False
    automatic: bool = False
    answerable: bool = True


@dataclass(frozen=True, kw_only=True)
class MessageSent(Event):
    """The house said something; `purpose` "reply" answers the customer. Delivery comes later."""

    message_id: int
    channel: str
    purpose: str = "reply"


@dataclass(frozen=True, kw_only=True)
class MessageRemembered(Event):
    """A message from before our time was brought along. Nothing follows from it."""

    message_id: int


@dataclass(frozen=True, kw_only=True)
class NoteWritten(Event):
    """A colleague wrote a private note."""

    message_id: int


@dataclass(frozen=True, kw_only=True)
class WaitingBegan(Event):
    """We wait for the customer."""


@dataclass(frozen=True, kw_only=True)
class WaitingEnded(Event):
    """The next word is ours again."""


@dataclass(frozen=True, kw_only=True)
class ConversationAssigned(Event):
    """It is this colleague's to answer now; None is nobody's."""

    staff_id: int | None = None
    team_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class ConversationClosed(Event):
    """The matter is settled; or it was none: spam, about which nobody is asked."""

    is_spam: bool = False


@dataclass(frozen=True, kw_only=True)
class ConversationReopened(Event):
    """The matter is not settled after all."""


@dataclass(frozen=True, kw_only=True)
class MessageDelivered(Event):
    """The channel handed it over."""

    message_id: int


@dataclass(frozen=True, kw_only=True)
class MessageArrived(Event):
    """The other side said that it arrived."""

    message_id: int


@dataclass(frozen=True, kw_only=True)
class MessageRetried(Event):
    """It had failed, and is sent once more."""

    message_id: int


@dataclass(frozen=True, kw_only=True)
class MessageFailed(Event):
    """It could not be delivered; somebody is told."""

    message_id: int


@dataclass(frozen=True, kw_only=True)
class ConversationJoined(Event):
    """A colleague said it is one matter with another: its messages went into `into_id`."""

    into_id: int


@dataclass(frozen=True, kw_only=True)
class ParticipantAdded(Event):
    """Somebody besides the customer takes part from now on."""

    participant_id: int


@dataclass(frozen=True, kw_only=True)
class ParticipantRemoved(Event):
    """They take part no longer: no more copies, and their mail is a stranger's."""

    participant_id: int


@dataclass(frozen=True, kw_only=True)
class CustomerCorrected(Event):
    """It is the matter of another customer than was thought; `previous_id` is whose it was."""

    previous_id: int


@dataclass(frozen=True, kw_only=True)
class FileFoundInfected(Event):
    """The scanner found something harmful in a file; it is kept, and nobody gets it by accident."""

    message_id: int
    attachment_id: int


@dataclass(frozen=True, kw_only=True)
class MomentNoted(Event):
    """Something in a visit or a call that standards look at, such as "greeted"; `amount` where it can be counted."""

    moment: str
    amount: float | None = None


@dataclass(frozen=True, kw_only=True)
class TimeQuoted(Event):
    """We named a time by which something would be done: `until`, in ISO 8601."""

    until: str


@dataclass(frozen=True, kw_only=True)
class Observed(Event):
    """Whether what the standard `key` asks for happened (None: it did not arise), as seen by a `source`: colleague,
    review, customer, rule or inspection; `about` the colleague who served. With a `value`, it was measured instead:
    seconds or a count, as that standard is written."""

    key: str
    happened: bool | None
    source: str
    about: int | None = None
    value: float | None = None


@dataclass(frozen=True, kw_only=True)
class InspectionOpened(Event):
    """What an inspection saw lands on this conversation, as Observed. It is no matter: no clock starts with it.

    The rest is what the inspector chose to look at: a team's service, some kind of matter, as a customer of `groups`.
    """

    channel: str
    team_id: int | None = None
    topic: str = ""
    groups: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class ContactReported(Event):
    """A program told of a call, a visit or a chat that was over already. No clock starts with it."""

    channel: str


@dataclass(frozen=True, kw_only=True)
class MatterRaised(Event):
    """It is urgent, until somebody answers."""


@dataclass(frozen=True, kw_only=True)
class GroupsSet(Event):
    """Which groups the customer of an open matter is in, from its beginning, whenever that is said."""

    groups: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class TopicSet(Event):
    """What the matter is about, from its beginning, whenever that is said; "" takes it back."""

    topic: str
