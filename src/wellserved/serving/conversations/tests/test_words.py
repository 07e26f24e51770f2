"""The index of messages, since a real one shows that the database keeps it."""

from datetime import datetime

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.world import World
from wellserved.ground.search.query import parse
from wellserved.serving.conversations import actions
from wellserved.serving.conversations.finding import WORDS
from wellserved.serving.conversations.models import Message
from wellserved.serving.conversations.rules import Incoming


@pytest.fixture
def said(world: World, at: datetime) -> dict[str, int]:
    """Three mails, by their subjects."""
    letters = {
        "Late arrival": "We arrive at 23:00. Is the café still open? Write to alice@rowan.example",
        "Invoice 4711": "Please send the invoices again, the late fee is wrong.",
        "A cot": "Could we have a cot, or a pram, in the room? It isn't late yet.",
    }
    ids = {}
    for subject, text in letters.items():
        incoming = Incoming("email", "alice@rowan.example", text, subject)
        _, message = actions.open(incoming, customer=world.alice, site=world.house, at=at)
        ids[subject] = message.id
    return ids


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("late", ["A cot", "Invoice 4711", "Late arrival"]),
        ("late -fee", ["A cot", "Late arrival"]),
        ("invoice", ["Invoice 4711"]),
        ("invoi*", ["Invoice 4711"]),
        ('"late fee"', ["Invoice 4711"]),
        ('"fee late"', []),
        ("pram OR 4711", ["A cot", "Invoice 4711"]),
        ("rowan", ["Late arrival"]),
        ("alice@rowan.example", ["Late arrival"]),
        ("café", ["Late arrival"]),
        ("isn't", ["A cot"]),
        ("-late", []),
        ("nothing", []),
    ],
)
def test_the_newest_hits_come_first(said: dict[str, int], text: str, found: list[str]) -> None:
    assert WORDS.newest(parse(text), limit=10) == [said[subject] for subject in found]


def test_a_page_begins_below_the_last(said: dict[str, int]) -> None:
    newest, *others = WORDS.newest(parse("late"), limit=10)
    assert WORDS.newest(parse("late"), limit=1) == [newest]
    assert WORDS.newest(parse("late"), before=newest, limit=10) == others


def test_what_is_changed_or_gone_is_no_longer_found(said: dict[str, int]) -> None:
    Message.objects.filter(id=said["A cot"]).update(text="Could we have a quiet room?")
    Message.objects.filter(id=said["Late arrival"]).delete()
    assert WORDS.newest(parse("late"), limit=10) == [said["Invoice 4711"]]
    assert WORDS.newest(parse("quiet room"), limit=10) == [said["A cot"]]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@example("'; DROP TABLE conversations_message; --")
@example('late" OR "*')
@given(st.text())
def test_no_text_is_an_error(said: dict[str, int], text: str) -> None:
    WORDS.newest(parse(text), limit=5)
    WORDS.newest(parse(f"late {text} OR cot -{text} {text}*"), limit=5)


def test_a_very_long_message_is_kept(world: World, at: datetime) -> None:
    text = " ".join(f"word{number}" for number in range(120_000))
    incoming = Incoming("email", "alice@rowan.example", text, "Long")
    _, message = actions.open(incoming, customer=world.alice, site=world.house, at=at)
    assert WORDS.newest(parse("word7 long"), limit=5) == [message.id]
