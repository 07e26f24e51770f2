"""Saying what was done about somebody on the list, and taking it back."""

from datetime import datetime

from django.db import transaction

from wellserved.ground.accounts.models import Site
from wellserved.ground.customers.models import Customer
from wellserved.ground.journal.actor import Actor
from wellserved.learning.retention.models import Caring
from wellserved.learning.retention.rules import LEFT_IN_PEACE


def spoke(customer: Customer, site: Site, *, by: Actor, at: datetime) -> Caring:
    """A colleague spoke with them; they are left in peace for a while."""
    return _care(customer, site, Caring.SPOKEN, until=at + LEFT_IN_PEACE, by=by, at=at)


def let_go(customer: Customer, site: Site, *, by: Actor, at: datetime) -> Caring:
    """They may leave; they are on the list again when they have come back and seem to leave once more."""
    return _care(customer, site, Caring.LET_GO, until=None, by=by, at=at)


@transaction.atomic
def _care(customer: Customer, site: Site, kind: str, *, until: datetime | None, by: Actor, at: datetime) -> Caring:
    """The newest word counts: it takes the place of the one before."""
    # One at a time for one customer: the second of two finds the first one's word, and replaces it.
    Customer.objects.select_for_update().filter(id=customer.id).first()
    Caring.objects.filter(customer=customer, site=site, withdrawn_at=None).update(
        withdrawn_at=at, withdrawn_by_id=by.id
    )
    return Caring.objects.create(customer=customer, site=site, kind=kind, until=until, by_staff_id=by.id, at=at)


def take_back(caring: Caring, *, by: Actor, at: datetime) -> bool:
    """The customer is on the list again; False if somebody took it back before."""
    standing = Caring.objects.filter(id=caring.id, withdrawn_at=None)
    return standing.update(withdrawn_at=at, withdrawn_by_id=by.id) == 1


def forget(customer_id: int) -> None:
    """Whatever was done about them, nobody will ask."""
    Caring.objects.filter(customer_id=customer_id).delete()
