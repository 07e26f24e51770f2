from datetime import datetime
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from tests.world import World
from wellserved.ground.customers.models import Customer, Identity
from wellserved.ground.journal.models import Entry
from wellserved.ground.rows import insert


def test_it_is_the_row_that_save_would_write(world: World, at: datetime) -> None:
    """Every kind of field: times, JSON, bytes, empty ones, and keys of other rows."""
    facts = {"kind": "Tried", "at": at, "recorded_at": at, "by_kind": "system", "measures": {"ü": [1, None]}}
    mine, theirs = insert(Entry(**facts)), Entry.objects.create(**facts)
    assert _but_id(Entry.objects.get(id=mine.id)) == _but_id(Entry.objects.get(id=theirs.id))
    RawMail: Any = apps.get_model("email", "RawMail")  # of a higher floor
    raw = bytes(range(256))
    mail = insert(RawMail(mailbox=world.hello, sha256="x", raw=raw, size=256, via="pipe", received_at=at))
    assert bytes(RawMail.objects.get(id=mail.id).raw) == raw
    mail.reason = "changed"
    mail.save(update_fields=["reason"])
    assert RawMail.objects.get().reason == "changed"


@pytest.mark.django_db
def test_a_second_one_of_what_must_be_unique_is_refused(at: datetime) -> None:
    customer = insert(Customer(name="Alice", created_at=at))
    insert(Identity(customer=customer, kind="email", value="alice@example.org", created_at=at))
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(Identity(customer=customer, kind="email", value="alice@example.org", created_at=at))


def test_a_reference_that_another_has_is_drawn_again(world: World, at: datetime) -> None:
    told: dict[str, Any] = {"customer": world.alice, "site": world.house, "channel": "email"}
    told |= {"opened_at": at, "latest_at": at}
    Conversation: Any = apps.get_model("conversations", "Conversation")  # of a higher floor
    first = insert(Conversation(reference="K7QD3WN", **told), drawn="reference")
    second = insert(Conversation(reference="K7QD3WN", **told), drawn="reference")
    kept = dict(Conversation.objects.values_list("id", "reference"))
    assert (first.reference, kept) == ("K7QD3WN", {first.id: first.reference, second.id: second.reference})
    assert second.reference != first.reference
    with pytest.raises(IntegrityError), transaction.atomic():  # all else is refused as ever
        insert(Conversation(reference="BCD2346", **{**told, "subject": None}), drawn="reference")


def _but_id(row: Entry) -> dict[str, object]:
    return {field.attname: getattr(row, field.attname) for field in Entry._meta.concrete_fields if field.name != "id"}
