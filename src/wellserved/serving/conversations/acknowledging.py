"""Telling a customer that we have their message. Pure: facts in, verdict out."""

from dataclasses import dataclass
from datetime import timedelta

WRITTEN = frozenset({"email", "form"})  # the channels whose answer takes a while
NOTICES_AN_HOUR = 3  # two desks that acknowledge each other's acknowledgements stop here
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Arrival:
    """What is known of a matter that has just been opened."""

    channel: str
    automatic: bool  # said by a machine: an answer would talk to it
    brought: bool  # by a colleague, who knows what the customer was told
    reachable: bool  # by mail
    spoken_to: bool  # somebody answered already, or this very notice was sent
    notices_lately: int  # to this customer, within the last HOUR


def is_acknowledged(arrival: Arrival) -> bool:
    """Whether we say that we have it."""
    person = arrival.reachable and not arrival.automatic and not arrival.brought
    return (
        person and arrival.channel in WRITTEN and not arrival.spoken_to and arrival.notices_lately < NOTICES_AN_HOUR
    )


def may_repeat_their_words(channel: str) -> bool:
    """Whether the notice may say their name and subject.

    Anybody may type anybody's address into a form: what is sent there must carry nothing that was typed, or the
    house would mail a stranger's advertisement.
    """
    return channel == "email"
