"""Who takes part besides the customer, and whose matter it is."""

from datetime import datetime, timedelta

import pytest

from tests.world import World
from wellserved.ground.customers.actions import recognise
from wellserved.ground.customers.models import Customer, Identity
from wellserved.ground.journal.actor import customer, staff
from wellserved.ground.journal.models import Entry
from wellserved.serving.conversations import actions, links, people
from wellserved.serving.conversations.models import Conversation, Message, Participant, Purpose
from wellserved.serving.conversations.rules import MOST_PARTICIPANTS, Incoming, NotAllowed

MINUTE = timedelta(minutes=1)
WIFE = ("carol@carter.example", "Carol Carter")


@pytest.fixture
def matter(world: World, at: datetime) -> Conversation:
    return _opened(world, at)


@pytest.fixture
def stranger(world: World, at: datetime) -> Customer:
    return recognise(Identity.EMAIL, "noor@example.net", name="Noor Haddad", at=at)


def _opened(world: World, at: datetime, *copied: tuple[str, str]) -> Conversation:
    incoming = Incoming("email", world.email_of(world.alice), "A cot?", "A cot", copied=copied)
    return actions.open(incoming, customer=world.alice, site=world.house, at=at)[0]


def _present(conversation: Conversation) -> list[str]:
    return [one.address for one in people.present(conversation)]


def _kinds(conversation: Conversation) -> list[str]:
    kinds = Entry.objects.of(conversation.id).values_list("kind", flat=True)
    return [kind for kind in kinds if kind in ("ParticipantAdded", "ParticipantRemoved", "CustomerCorrected")]


def test_who_is_copied_takes_part(world: World, at: datetime) -> None:
    conversation = _opened(world, at, WIFE)
    (wife,) = people.present(conversation)
    assert (wife.address, wife.name) == WIFE
    entry = Entry.objects.of(conversation.id).get(kind="ParticipantAdded")
    assert entry.measures == {"participant_id": wife.id}, "the journal holds no address"


def test_the_customer_is_nobody_besides_themselves(world: World, at: datetime, matter: Conversation) -> None:
    own = world.email_of(world.alice)
    Identity.objects.create(customer=world.alice, kind=Identity.EMAIL, value="alice@work.example", created_at=at)
    incoming = Incoming("email", "alice@work.example", "It's me.", copied=((own, ""),))
    actions.receive(matter, incoming, by=customer(world.alice.id), at=at)
    assert _present(matter) == []
    with pytest.raises(NotAllowed, match="own address"):
        actions.add_participant(matter, "alice@work.example", by=staff(world.ines.id), at=at)


def test_adding_and_removing_is_done_once(world: World, at: datetime, matter: Conversation) -> None:
    by = staff(world.ines.id)
    assert actions.add_participant(matter, " Carol@Carter.example ", by=by, at=at)
    assert not actions.add_participant(matter, "carol@carter.example", by=by, at=at)
    (carol,) = people.present(matter)
    assert actions.remove_participant(carol, by=by, at=at)
    assert not actions.remove_participant(carol, by=by, at=at)
    assert _present(matter) == []
    assert people.were_removed(matter, ["carol@carter.example"])
    assert actions.add_participant(matter, "carol@carter.example", by=by, at=at)
    assert _present(matter) == ["carol@carter.example"]
    assert _kinds(matter) == ["ParticipantAdded", "ParticipantRemoved", "ParticipantAdded"]


def test_a_mail_does_not_bring_back_who_was_removed(world: World, at: datetime) -> None:
    conversation = _opened(world, at, WIFE)
    actions.remove_participant(people.present(conversation)[0], by=staff(world.ines.id), at=at)
    incoming = Incoming("email", "alice@rowan.example", "And a bath?", copied=(WIFE,))
    actions.receive(conversation, incoming, by=customer(world.alice.id), at=at)
    assert _present(conversation) == []


def test_a_machine_brings_nobody(world: World, at: datetime, matter: Conversation) -> None:
    incoming = Incoming("email", "alice@rowan.example", "I am away.", automatic=True, copied=(WIFE,))
    actions.receive(matter, incoming, by=customer(world.alice.id), at=at)
    assert _present(matter) == []


@pytest.mark.parametrize("address", ["", "carol", "a@b, c@d", "carol@", "@carter.example", "Carol <c@d.example>"])
def test_what_is_no_address_is_refused(address: str, world: World, at: datetime, matter: Conversation) -> None:
    with pytest.raises(NotAllowed):
        actions.add_participant(matter, address, by=staff(world.ines.id), at=at)


def test_there_is_room_for_so_many_and_the_rest_is_told(world: World, at: datetime) -> None:
    crowd = [(f"guest{number}@party.example", "") for number in range(MOST_PARTICIPANTS + 7)]
    conversation = _opened(world, at, *crowd)
    assert len(_present(conversation)) == MOST_PARTICIPANTS
    assert Message.objects.get().hints == ["copied to 7 more than can take part"]
    with pytest.raises(NotAllowed, match="remove somebody first"):
        actions.add_participant(conversation, "one@more.example", by=staff(world.ines.id), at=at)
    assert not actions.add_participant(conversation, crowd[0][0], by=staff(world.ines.id), at=at)


def test_answers_are_copied_and_notices_are_not(world: World, at: datetime) -> None:
    conversation, by = _opened(world, at, WIFE), staff(world.ines.id)
    assert actions.say(conversation, "Yes.", by=by, at=at).copies == [WIFE[0]]
    assert actions.say(conversation, "Between us.", to_all=False, by=by, at=at).copies == []
    assert actions.say(conversation, "How was it?", purpose=Purpose.SURVEY, by=by, at=at).copies == []


def test_joining_lets_in_who_wrote_the_other(
    world: World, at: datetime, matter: Conversation, stranger: Customer
) -> None:
    incoming = Incoming("email", "noor@example.net", "I am her wife.", copied=(WIFE,))
    other, _ = actions.open(incoming, customer=stranger, site=world.house, at=at, perhaps_belongs_to=matter)
    actions.join(other, matter, by=staff(world.ines.id), at=at)
    assert _present(matter) == ["noor@example.net", WIFE[0]]


def test_a_matter_is_given_to_its_right_customer_and_back(
    world: World, at: datetime, matter: Conversation, stranger: Customer
) -> None:
    by, link = staff(world.ines.id), links.status_token(matter)
    assert actions.give_to(matter, stranger, by=by, at=at + MINUTE)
    assert not actions.give_to(matter, stranger, by=by, at=at + MINUTE)
    matter.refresh_from_db()
    assert matter.customer == stranger
    assert links.conversation_of(link, at + MINUTE) is None, "it was mailed to somebody else"
    entry = Entry.objects.of(matter.id).get(kind="CustomerCorrected")
    assert (entry.customer_id, entry.measures) == (stranger.id, {"previous_id": world.alice.id})

    assert people.previous_customer(matter) == world.alice
    assert actions.give_to(matter, world.alice, by=by, at=at + 2 * MINUTE)
    assert links.conversation_of(link, at + MINUTE) == matter


def test_a_participant_who_turns_out_to_be_the_customer_gets_no_copy(world: World, at: datetime) -> None:
    conversation = _opened(world, at, WIFE)
    wife = recognise(Identity.EMAIL, WIFE[0], name=WIFE[1], at=at)
    actions.give_to(conversation, wife, by=staff(world.ines.id), at=at)
    assert _present(conversation) == []
    assert people.outside(Message.objects.all(), [WIFE[0]]) == [world.email_of(world.alice)]
    actions.give_to(conversation, world.alice, by=staff(world.ines.id), at=at)
    assert _present(conversation) == [WIFE[0]]


def test_everybody_is_called_by_their_name(world: World, at: datetime, stranger: Customer) -> None:
    conversation = _opened(world, at, WIFE)
    for sender in ("noor@example.net", WIFE[0], "dan@nowhere.example"):
        actions.receive(conversation, Incoming("email", sender, "Hi"), by=customer(stranger.id), at=at)
    recognise(Identity.EMAIL, WIFE[0], at=at)
    forged = Incoming("email", world.email_of(world.alice), "The key?", checks={"verdict": "forged"})
    actions.receive(conversation, forged, by=customer(stranger.id), at=at)
    told = people.speakers(Message.objects.order_by("id"), conversation)
    assert list(told.values()) == [
        "Noor Haddad",
        "Carol Carter",
        "dan@nowhere.example",
        f"Not verified: {world.email_of(world.alice)}",
    ]


def test_the_thread_tells_who_came_and_went(world: World, at: datetime) -> None:
    conversation, by = _opened(world, at, WIFE), staff(world.ines.id)
    actions.remove_participant(people.present(conversation)[0], by=by, at=at + MINUTE)
    told = people.changes(world.ines, conversation)
    assert [(change.kind, change.whom, change.by) for change in told] == [
        ("added", "Carol Carter", world.alice.name),
        ("removed", "Carol Carter", world.ines.name),
    ]
    assert people.changes(world.stranger, conversation) == []


def test_only_customers_of_ones_own_sites_are_suggested(
    world: World, at: datetime, matter: Conversation, stranger: Customer
) -> None:
    assert [one.value for one in people.suggested(world.ines, "alic")] == [world.email_of(world.alice)]
    assert people.suggested(world.ines, "noor") == []
    assert people.suggested(world.stranger, "alice") == []
    assert people.suggested(world.ines, '"* OR -') == []


def test_others_sites_people_are_not_there(world: World, at: datetime) -> None:
    conversation = _opened(world, at, WIFE)
    with pytest.raises(Participant.DoesNotExist):
        people.participant(world.sander, conversation.id, people.present(conversation)[0].id)
