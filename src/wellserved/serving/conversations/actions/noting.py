"""What happens in visits and calls is noted, and what somebody observed: service without words."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from wellserved.ground.accounts.models import Site, Team
from wellserved.ground.customers.models import Customer
from wellserved.ground.customers.reads import groups_of
from wellserved.ground.journal.actor import Actor
from wellserved.ground.rows import insert
from wellserved.serving.conversations import events
from wellserved.serving.conversations.actions.announce import announce
from wellserved.serving.conversations.models import Conversation, Status
from wellserved.serving.conversations.moments import CHANNELS, NOTED
from wellserved.serving.conversations.rules import NotAllowed

AHEAD = timedelta(minutes=1)  # how far the clock of a program may go before ours
SOURCES = ("colleague", "review", "customer", "rule", "inspection")


@transaction.atomic
def meet(
    customer: Customer,
    site: Site,
    *,
    channel: str,
    by: Actor,
    at: datetime,
    team: Team | None = None,
    subject: str = "",
    topic: str = "",
) -> Conversation:
    """Somebody came in, or called: a conversation without words, which begins with that moment.

    `topic` is what it is about, in the words of the house's standards.
    """
    if channel not in CHANNELS:
        raise NotAllowed(f"{channel!r} is not a door for visits and calls; these are: {', '.join(CHANNELS)}.")
    conversation = Conversation(
        customer=customer,
        site=site,
        team=team,
        channel=channel,
        topic=topic,
        subject=subject[:300],
        opened_at=at,
        latest_at=at,
        assignee_id=by.id if by.kind == "staff" else None,
    )
    insert(conversation, drawn="reference")
    told = {"channel": channel, "team_id": team and team.id, "topic": topic, "groups": groups_of(customer)}
    announce(events.ConversationOpened, conversation, by, at, **told)
    note_moment(conversation, CHANNELS[channel], by=by, at=at)
    return conversation


@transaction.atomic
def inspect(
    inspector: Customer,
    site: Site,
    *,
    channel: str,
    subject: str,
    by: Actor,
    at: datetime,
    team: Team | None = None,
    topic: str = "",
    groups: Sequence[str] = (),
) -> Conversation:
    """What an inspection saw lands here, as it is observed. Closed from the beginning: it is nobody's matter.

    `team`, `topic` and `groups` say whose service was looked at, in what kind of matter, and as which customer.
    """
    conversation = Conversation(
        customer=inspector,
        site=site,
        team=team,
        topic=topic,
        channel=channel,
        subject=subject[:300],
        status=Status.CLOSED,
        opened_at=at,
        latest_at=at,
        closed_at=at,
    )
    insert(conversation, drawn="reference")
    told = {"channel": channel, "team_id": team and team.id, "topic": topic, "groups": groups}
    announce(events.InspectionOpened, conversation, by, at, **told)
    return conversation


@transaction.atomic
def note_moment(
    conversation: Conversation, moment: str, *, by: Actor, at: datetime, amount: float | None = None
) -> None:
    """Something happened, now or earlier. NotAllowed for what cannot be noted."""
    if moment not in NOTED:
        raise NotAllowed(f"{moment!r} cannot be noted; these can: {', '.join(NOTED)}.")
    if amount is not None and not 0 < amount <= 10_000:
        raise NotAllowed("An amount is a number over 0 and up to 10,000.")
    announce(events.MomentNoted, conversation, by, at, moment=moment, amount=amount)


@transaction.atomic
def quote_time(conversation: Conversation, until: datetime, *, by: Actor, at: datetime) -> None:
    """We named a time to the customer; another one takes its place."""
    if until <= at:
        raise NotAllowed("A time that is quoted lies ahead.")
    announce(events.TimeQuoted, conversation, by, at, until=until.isoformat())


@transaction.atomic
def observe(
    conversation: Conversation,
    key: str,
    happened: bool | None,
    *,
    source: str,
    by: Actor,
    at: datetime,
    about: int | None = None,
    value: float | None = None,
) -> None:
    """Whether what the standard `key` asks for happened; None if it did not arise. `about` is who served.

    A `value` was measured by hand instead, in the standard's unit: seconds, or how many.
    """
    if source not in SOURCES:
        raise NotAllowed(f"{source!r} does not observe; these do: {', '.join(SOURCES)}.")
    announce(
        events.Observed, conversation, by, at, key=key, happened=happened, source=source, about=about, value=value
    )
