"""What customers offer, what is made of it, and who hears of it."""

from datetime import datetime, timedelta

import pytest

from tests.world import World
from wellserved.ground.journal.actor import Actor, staff
from wellserved.ground.journal.models import Entry
from wellserved.learning.feedback.actions import answer, refuse
from wellserved.learning.feedback.given import Given
from wellserved.learning.feedback.tests.matters import invited
from wellserved.learning.suggestions import actions, reads
from wellserved.learning.suggestions.models import Suggestion
from wellserved.learning.suggestions.rules import NotAllowed
from wellserved.serving.conversations.models import Conversation, Message, Purpose

HOUR = timedelta(hours=1)
BIKES = "Lend bicycles to guests"


def by(world: World) -> Actor:
    return staff(world.sander.id)


def told() -> list[str]:
    return list(Entry.objects.filter(kind__startswith="Suggestion").order_by("id").values_list("kind", flat=True))


def from_bob(world: World, at: datetime, text: str = "Bicycles would be lovely.") -> Suggestion:
    return actions.suggest(world.quay, text, email=world.email_of(world.bob), at=at)


def test_who_leaves_an_address_hears_the_answer_once(world: World, at: datetime) -> None:
    suggestion = from_bob(world, at)
    assert suggestion.customer == world.bob
    assert not Conversation.objects.exists(), "no clock runs on a suggestion"
    actions.decide(suggestion, state="planned", title=BIKES, answer="In May.", by=by(world), at=at + HOUR)
    actions.decide(suggestion, state="planned", title=BIKES, answer="In May.", by=by(world), at=at + HOUR)
    (mail,) = Message.objects.all()
    assert "You suggested: Lend bicycles to guests\n\nIn May." in mail.text
    assert "/suggestions/linden-quay/" in mail.text
    assert mail.conversation.customer == world.bob
    assert told() == ["SuggestionMade", "SuggestionDecided", "SuggestionAnswered"]


def test_the_next_answer_goes_where_the_first_one_went(world: World, at: datetime) -> None:
    suggestion = from_bob(world, at)
    actions.decide(suggestion, state="planned", title=BIKES, answer="In May.", by=by(world), at=at + HOUR)
    actions.decide(suggestion, state="done", title=BIKES, answer="Here they are.", by=by(world), at=at + 2 * HOUR)
    assert Conversation.objects.count() == 1
    assert Message.objects.count() == 2


def test_who_wants_no_notices_gets_none(world: World, at: datetime) -> None:
    suggestion = from_bob(world, at)
    refuse(world.bob.id, at=at)
    actions.decide(suggestion, state="planned", title=BIKES, answer="In May.", by=by(world), at=at + HOUR)
    assert Message.objects.count() == 1, "they left an address to hear this"
    actions.decide(suggestion, state="done", title=BIKES, answer="Here they are.", by=by(world), at=at + 2 * HOUR)
    assert Message.objects.count() == 1


def test_who_left_no_address_is_answered_in_public_only(world: World, at: datetime) -> None:
    suggestion = actions.suggest(world.quay, "Bicycles!", source="box", name="Room 12", by=by(world), at=at)
    actions.decide(suggestion, state="done", title=BIKES, answer="Here they are.", by=by(world), at=at + HOUR)
    assert not Message.objects.exists()
    assert [str(one) for one in reads.answered(world.quay)] == [BIKES]
    assert reads.answered(world.house) == []


def test_of_two_who_answer_at_once_one_is_told(world: World, at: datetime) -> None:
    first, second = from_bob(world, at), Suggestion.objects.get()
    assert actions.decide(first, state="done", title=BIKES, answer="Here.", by=by(world), at=at + HOUR)
    assert not actions.decide(second, state="declined", title=BIKES, answer="No.", by=by(world), at=at + HOUR)
    assert Suggestion.objects.get().answer == "Here."


def test_the_same_form_twice_is_one(world: World, at: datetime) -> None:
    first, second = (actions.suggest(world.quay, "Bicycles!", submission="one", at=at) for _ in range(2))
    assert first.id == second.id
    assert told() == ["SuggestionMade"]


def test_a_paper_has_the_day_on_which_it_was_written(world: World, at: datetime) -> None:
    paper = actions.suggest(world.quay, "Bicycles!", source="box", made_at=at - 50 * HOUR, by=by(world), at=at)
    assert (paper.made_at, paper.typed_by) == (at - 50 * HOUR, world.sander)
    with pytest.raises(NotAllowed, match="later than now"):
        actions.suggest(world.quay, "Bicycles!", made_at=at + HOUR, at=at)
    with pytest.raises(NotAllowed, match="what could be better"):
        actions.suggest(world.quay, "  ", at=at)


def test_the_words_of_an_answer_are_made_a_suggestion_once(world: World, at: datetime) -> None:
    invitation = invited(world, at)
    response = answer(invitation, Given(comparison=0, words="A kettle in the room?"), at=at)
    first, second = (actions.from_response(response, by=by(world), at=at + HOUR) for _ in range(2))
    assert first.id == second.id
    assert (first.customer, first.words) == (world.alice, "A kettle in the room?")
    actions.decide(first, state="done", title="Kettles", answer="They are there.", by=by(world), at=at + HOUR)
    mail = Message.objects.get(text__contains="They are there.")
    assert mail.conversation == invitation.conversation
    assert mail.purpose == Purpose.NOTICE, "it answers no question of that matter"


def test_a_voice_counts_once(world: World, at: datetime) -> None:
    suggestion = from_bob(world, at)
    assert [actions.support(suggestion, token, at=at) for token in ("a", "b", "a")] == [True, True, False]
    assert reads.whole(world.sander, suggestion.id).voices == 3


def test_the_same_thought_twice_is_one_and_can_be_two_again(world: World, at: datetime) -> None:
    bob, alice = from_bob(world, at), actions.suggest(world.quay, "Rent bikes", email="alice@new.example", at=at)
    for one, token in ((bob, "a"), (alice, "a"), (alice, "b")):
        actions.support(one, token, at=at)
    actions.merge(alice, bob, by=by(world), at=at + HOUR)
    assert [one.id for one in reads.suggestions(world.sander)] == [bob.id]
    whole = reads.whole(world.sander, alice.id)
    assert (whole.suggestion.id, whole.voices, whole.addressed) == (bob.id, 4, 2)
    with pytest.raises(NotAllowed, match="merged already"):
        actions.merge(bob, alice, by=by(world), at=at + HOUR)
    with pytest.raises(NotAllowed, match="speaks for this one"):
        actions.decide(alice, state="done", title=BIKES, answer="Here.", by=by(world), at=at + HOUR)
    bob = reads.suggestion(world.sander, bob.id)
    actions.decide(bob, state="done", title=BIKES, answer="Here.", by=by(world), at=at + HOUR)
    assert Message.objects.count() == 2, "both hear of it"
    assert actions.part(alice, by=by(world), at=at + 2 * HOUR)
    assert not actions.part(alice, by=by(world), at=at + 2 * HOUR)
    assert len(reads.suggestions(world.sander)) == 2


def test_it_leads_to_an_improvement(world: World, at: datetime) -> None:
    suggestion = from_bob(world, at)
    assert actions.join(suggestion, 17, by=by(world), at=at)
    assert not actions.join(suggestion, 17, by=by(world), at=at)
    assert [one.id for one in reads.of_improvement(world.sander, 17)] == [suggestion.id]
    assert reads.of_improvement(world.ines, 17) == []
    assert actions.join(suggestion, None, by=by(world), at=at)
    assert not actions.join(suggestion, None, by=by(world), at=at)


def test_only_those_of_the_site_see_it(world: World, at: datetime) -> None:
    suggestion = from_bob(world, at)
    for viewer, sees in ((world.sander, 1), (world.maren, 1), (world.ines, 0), (world.stranger, 0)):
        assert len(reads.suggestions(viewer)) == sees
        assert sum(reads.counts(viewer).values()) == sees
    with pytest.raises(Suggestion.DoesNotExist):
        reads.whole(world.ines, suggestion.id)
    other = actions.suggest(world.house, "Bicycles too", at=at)
    with pytest.raises(NotAllowed, match="same site"):
        actions.merge(other, suggestion, by=by(world), at=at)


def test_their_words_never_reach_the_journal(world: World, at: datetime) -> None:
    suggestion = from_bob(world, at)
    actions.decide(suggestion, state="done", title=BIKES, answer="Here they are.", by=by(world), at=at + HOUR)
    assert not [entry for entry in Entry.objects.all() if "icycles" in str(entry.measures)]
