from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.db import transaction

from tests.made_once import MadeOnce
from wellserved import flow
from wellserved.ground.jobs.models import Job
from wellserved.ground.journal.dispatch import reactions_to
from wellserved.ground.journal.models import Entry
from wellserved.learning.insight import rebuild as figures
from wellserved.learning.recovery.actions.announce import OVERDUE
from wellserved.linden.simulator import Simulation
from wellserved.serving.channels.email.models import Outgoing, RawMail
from wellserved.serving.conversations.models import Conversation, Message
from wellserved.serving.standards import rebuild as verdicts

UNTIL = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def six_days(made_once: Callable[[Callable[[], None]], MadeOnce[None]]) -> MadeOnce[None]:
    return made_once(lambda: Simulation(UNTIL, days=6, size=0.25).run(flow.REACTIONS))


@pytest.fixture
def lived(db: None, six_days: MadeOnce[None]) -> None:
    """Six days of a small Linden Group."""
    six_days()


def test_six_days_leave_a_journal_in_the_order_of_time(lived: None) -> None:
    kinds = Counter(Entry.objects.values_list("kind", flat=True))
    for kind in ("ConversationOpened", "MessageSent", "MessageDelivered", "StandardMet", "MailQuarantined"):
        assert kinds[kind], kind
    assert not Entry.objects.filter(at__gt=UNTIL).exists()
    assert not kinds["VerdictWithdrawn"]  # nothing came late


def test_nothing_is_left_to_do_that_would_reach_a_customer(lived: None) -> None:
    assert set(Job.objects.waiting().values_list("kind", flat=True)) <= {OVERDUE}
    assert set(Outgoing.objects.values_list("state", flat=True)) == {Outgoing.SENT}
    said = Message.objects.filter(direction="outbound")
    assert set(said.values_list("delivery", flat=True)) == {"sent"}
    assert not RawMail.objects.filter(state=RawMail.STORED).exists()


def test_customers_answers_come_back_into_their_conversation(lived: None) -> None:
    assert Conversation.objects.filter(message_count__gt=3).exists()
    assert Conversation.objects.exclude(perhaps_belongs_to=None).count() == 1


def test_what_was_kept_is_what_the_journal_tells(lived: None) -> None:
    assert [*verdicts.differences(), *figures.differences()] == []


def test_afterwards_what_comes_later_is_a_job_again(lived: None) -> None:
    for event, listed in flow.REACTIONS.items():
        entry = Entry.objects.filter(kind=event.kind).first()
        if entry is not None:
            assert reactions_to(entry.event()) == listed


def test_the_same_seed_tells_the_same_story(db: None) -> None:
    def story(seed: int) -> list[tuple[str, datetime, str]]:
        with transaction.atomic():
            Simulation(UNTIL, days=2, size=0.15, seed=seed).run(flow.REACTIONS)
            told = list(Entry.objects.order_by("id").values_list("kind", "at", "by_kind"))
            transaction.set_rollback(True)
        return told

    assert story(7) == story(7)
    assert story(8) != story(7)
