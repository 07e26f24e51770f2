"""Two customers turn out to be one; or they are two after all, and each has what was theirs."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.apps import apps

from tests.world import World
from wellserved.ground.accounts.rules import Refused
from wellserved.ground.customers import actions as customers
from wellserved.ground.customers.alike import doubles_of
from wellserved.ground.customers.models import Customer, Erasure, Identity, Merge, Preference
from wellserved.ground.customers.reads import groups_of, standing_for
from wellserved.ground.journal.actor import SYSTEM, staff
from wellserved.ground.journal.models import Entry
from wellserved.learning.feedback import actions as feedback
from wellserved.learning.feedback.reads import has_refused
from wellserved.learning.insight import rebuild as figures
from wellserved.learning.retention.actions import spoke
from wellserved.learning.suggestions import actions as suggestions
from wellserved.learning.suggestions.links import Wish
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations import links, reads
from wellserved.serving.conversations.models import Conversation
from wellserved.serving.conversations.rules import Incoming
from wellserved.serving.standards import rebuild as verdicts

pytestmark = pytest.mark.django_db
OFFICE = "alice.carter@office.example"
Rows = dict[str, list[Any]]


def owned() -> Rows:
    """Whose every row is, and what customers are called."""
    found: Rows = {"called": list(Customer.objects.order_by("id").values())}
    for model in apps.get_models():
        names = {field.attname for field in model._meta.concrete_fields}
        if "customer_id" in names and model._meta.label != "journal.Entry":
            found[model._meta.label] = list(model._default_manager.order_by("pk").values_list("pk", "customer_id"))
    return found


@pytest.fixture
def other(world: World, at: datetime) -> Customer:
    """Alice again, from her office: with everything that a customer can have, some of it as Alice has."""
    by = staff(world.ines.id)
    other = customers.recognise(Identity.EMAIL, OFFICE, name="Carter, Alice", at=at)
    asked = suggestions.suggest(world.house, "Umbrellas!", at=at)
    for one, address in ((world.alice, world.email_of(world.alice)), (other, OFFICE)):
        mail = Incoming("email", address, f"I have a question, {address}.", subject="A question")
        matter, _ = conversations.open(mail, customer=one, site=world.house, at=at)
        customers.note_preference(one, Preference.LIKE, "tea", by=by, at=at)
        customers.put_in_group(one, "regular", by=by, at=at)
        spoke(one, world.house, by=by, at=at)
        suggestions.confirm(asked, Wish(asked.id, address, f"voice of {address}"), at=at)
        suggestions.suggest(world.house, "Bicycles!", email=address, at=at)
        conversations.say(matter, "Here is the answer.", by=by, at=at + timedelta(minutes=5))
    customers.note_preference(other, Preference.NEED, "a lift", by=by, at=at)
    customers.put_in_group(other, "supplier", by=by, at=at)
    customers.describe(other, name="Carter, Alice", note="Pays by invoice.", by=by, at=at)
    conversations.close(matter, by=by, at=at + timedelta(hours=1))
    feedback.invite(matter, by=by, at=at + timedelta(hours=1))
    feedback.refuse(other.id, at=at + timedelta(hours=2))
    other.refresh_from_db()
    return other


def test_merged_and_parted_everybody_has_what_was_theirs(world: World, other: Customer, at: datetime) -> None:
    by, before, journal = staff(world.ines.id), owned(), Entry.objects.count()
    one = customers.merge(world.alice, other, by=by, at=at + timedelta(days=1))

    assert not Conversation.objects.filter(customer=other).exists()
    assert Conversation.objects.filter(customer=world.alice).count() == 2
    assert groups_of(world.alice) == ["regular", "supplier"]
    assert has_refused(world.alice.id)
    assert {p.text for p in Preference.objects.filter(customer=world.alice)} >= {"tea", "a lift"}
    assert "Pays by invoice." in Customer.objects.get(id=world.alice.id).note
    assert standing_for(other.id) == world.alice.id
    assert [line.customer_id for line in reads.found(world.ines, "Carter").lines] == [world.alice.id] * 2
    assert customers.recognise(Identity.EMAIL, OFFICE, at=at) == world.alice

    customers.part(one, by=by, at=at + timedelta(days=2))
    assert owned() == before
    assert Entry.objects.order_by("id").last().at == at + timedelta(days=2)  # type: ignore[union-attr]
    assert Entry.objects.count() > journal


def test_what_came_since_stays_with_the_one_who_was_kept(world: World, other: Customer, at: datetime) -> None:
    by = staff(world.ines.id)
    one = customers.merge(world.alice, other, by=by, at=at)
    mail = Incoming("email", OFFICE, "And another thing.", subject="More")
    since, _ = conversations.open(
        mail, customer=customers.recognise(Identity.EMAIL, OFFICE, at=at), site=world.house, at=at
    )
    customers.describe(world.alice, name="Alice Carter", note="Written since.", by=by, at=at)
    customers.part(one, by=by, at=at)
    since.refresh_from_db()
    assert since.customer == world.alice
    assert Customer.objects.get(id=world.alice.id).note == "Written since."
    assert Customer.objects.get(id=other.id).note == "Pays by invoice."


def test_links_that_either_was_sent_open_the_same_as_before(world: World, other: Customer, at: datetime) -> None:
    matter = Conversation.objects.get(customer=other)
    way, way_out = links.status_token(matter), links.leaving_token(other.id)
    one = customers.merge(world.alice, other, by=SYSTEM, at=at)
    assert links.conversation_of(way, at + timedelta(days=1)) == matter
    assert links.who_leaves(way_out) == world.alice.id
    customers.part(one, by=SYSTEM, at=at)
    assert links.conversation_of(way, at + timedelta(days=1)) == matter
    assert links.who_leaves(way_out) == other.id


def test_who_was_merged_is_merged_no_more(world: World, other: Customer, at: datetime) -> None:
    alice, bob = world.alice, world.bob
    first = customers.merge(alice, other, by=SYSTEM, at=at)
    for kept, merged in ((other, alice), (bob, other), (alice, other), (alice, alice)):
        with pytest.raises(Refused):
            customers.merge(kept, merged, by=SYSTEM, at=at)
    second = customers.merge(bob, alice, by=SYSTEM, at=at)
    assert standing_for(other.id) == bob.id
    with pytest.raises(Refused, match="part these two first"):
        customers.part(first, by=SYSTEM, at=at)
    customers.part(second, by=SYSTEM, at=at)
    with pytest.raises(Refused, match="before"):
        customers.part(second, by=SYSTEM, at=at)
    customers.part(first, by=SYSTEM, at=at)
    assert not Merge.objects.standing().exists()


def test_who_is_to_be_erased_is_merged_with_nobody_and_the_other_way_round(
    world: World, other: Customer, at: datetime
) -> None:
    erasure = customers.ask_erasure(other, Erasure.ASKED, by=SYSTEM, at=at)
    with pytest.raises(Refused, match="erased"):
        customers.merge(world.alice, other, by=SYSTEM, at=at)
    assert customers.take_back_erasure(erasure, by=SYSTEM, at=at)
    one = customers.merge(world.alice, other, by=SYSTEM, at=at)
    with pytest.raises(Refused, match="erase that one"):
        customers.ask_erasure(other, Erasure.ASKED, by=SYSTEM, at=at)
    again = customers.ask_erasure(world.alice, Erasure.ASKED, at_once=True, by=SYSTEM, at=at)
    assert customers.erase(again.id, at=at)
    assert set(Customer.objects.filter(id__in=(world.alice.id, other.id)).values_list("name", "note")) == {
        ("Erased customer", "")
    }
    with pytest.raises(Refused, match="erased"):
        customers.part(one, by=SYSTEM, at=at)


def test_what_is_kept_is_what_the_journal_tells(world: World, other: Customer, at: datetime) -> None:
    one = customers.merge(world.alice, other, by=SYSTEM, at=at + timedelta(days=1))
    assert (list(verdicts.differences()), list(figures.differences())) == ([], [])
    customers.part(one, by=SYSTEM, at=at + timedelta(days=2))
    assert (list(verdicts.differences()), list(figures.differences())) == ([], [])


def test_the_same_number_written_otherwise_may_be_the_same_person(world: World, at: datetime) -> None:
    called = customers.recognise(Identity.PHONE, "+44 20 7946 0018", name="A. Carter", at=at)
    again = customers.recognise(Identity.PHONE, "020/79460018", at=at)
    customers.recognise(Identity.PHONE, "+44 20 7946 0019", at=at)
    assert [(one.customer, one.reasons) for one in doubles_of(called)] == [(again, ("phone",))]


def test_a_name_alone_says_nothing(world: World, run_jobs: Callable[[datetime], int], at: datetime) -> None:
    mueller = customers.recognise(Identity.EMAIL, "j.mueller@rowan.example", name="Jürgen Müller", at=at)
    same = customers.recognise(Identity.EMAIL, "juergen@rowan.example", name="Müller, Jürgen", at=at)
    customers.recognise(Identity.EMAIL, "jm@elsewhere.example", name="Jürgen Müller", at=at)
    customers.recognise(Identity.EMAIL, "jurgen@gmail.com", name="Jürgen Müller", at=at)
    assert [(one.customer, one.reasons) for one in doubles_of(mueller)] == [(same, ("domain",))]
