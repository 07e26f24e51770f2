"""Telling a customer that we have their message. Pure: facts in, verdict out."""

from dataclasses import dataclass
from datetime import timedelta

WRITTEN = frozenset({"email", "form"})  # the channels whose answer takes a while
# Two desks that acknowledge each other's acknowledgements stop here.
NOTICES_AN_HOUR, NOTICES_A_DAY = 3, 6  # to one customer
MATTERS_OF_A_DOMAIN = 15  # opened within the hour: a desk that writes from an address of its own for each
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Arrival:
    """What is known of a matter that has just been opened."""

    channel: str
    automatic: bool  # said by a machine, or nothing that one may answer: an answer would talk to it
    brought: bool  # by a colleague, who knows what the customer was told
    reachable: bool  # by mail
    spoken_to: bool  # somebody answered already, or this very notice was sent
    refers_to_us: bool  # it answers something of ours, and so knows that we are there
    notices_lately: int  # to this customer, within the last HOUR
    notices_today: int  # and within the last DAY
    matters_of_domain: int  # opened here within the last HOUR from the same domain, if that is one house's


def is_acknowledged(arrival: Arrival) -> bool:
    """Whether we say that we have it."""
    person = arrival.reachable and not (arrival.automatic or arrival.brought or arrival.refers_to_us)
    return person and arrival.channel in WRITTEN and not arrival.spoken_to and not is_endless(arrival)


def is_endless(arrival: Arrival) -> bool:
    """Whether nobody but a machine would have been told so often."""
    return (
        arrival.notices_lately >= NOTICES_AN_HOUR
        or arrival.notices_today >= NOTICES_A_DAY
        or arrival.matters_of_domain > MATTERS_OF_A_DOMAIN
    )


def may_repeat_their_words(channel: str) -> bool:
    """Whether the notice may say their name and subject.

    Anybody may type anybody's address into a form: what is sent there must carry nothing that was typed, or the
    house would mail a stranger's advertisement.
    """
    return channel == "email"
