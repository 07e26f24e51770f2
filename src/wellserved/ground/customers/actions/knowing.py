"""What we know of a customer: who they are, what they like, and which groups they are in."""

from datetime import datetime

from django.db import IntegrityError, connection, transaction

from wellserved.ground.customers import events
from wellserved.ground.customers.models import Company, Customer, Identity, Membership, Preference
from wellserved.ground.journal.actions import record
from wellserved.ground.journal.actor import Actor
from wellserved.ground.rows import insert

EVERYBODY = -1
HOLD = (
    "SELECT id FROM customers_customer WHERE id = "
    "(SELECT customer_id FROM customers_identity WHERE kind = %s AND value = %s) FOR KEY SHARE"
)


def recognise(kind: str, value: str, *, name: str = "", at: datetime) -> Customer:
    """The customer with this identity, made if there is none. A name is learnt, never overwritten.

    Two contacts at the same moment end up with one customer: the second insert of the identity fails and rereads.
    """
    value = value.strip().casefold()
    known = _known(kind, value)
    if known is None:
        try:
            with transaction.atomic():
                customer = Customer(name=name[:200], created_at=at)
                insert(customer)
                insert(Identity(customer=customer, kind=kind, value=value, created_at=at))
                return customer
        except IntegrityError:
            known = Identity.objects.select_related("customer").get(kind=kind, value=value)
    if name and not known.customer.name:
        known.customer.name = name[:200]
        known.customer.save(update_fields=["name"])
    return known.customer


def _known(kind: str, value: str) -> Identity | None:
    """Whose it is, and stays until our transaction ends: merging or erasing them waits for us, or we for it."""
    while True:
        held = _hold(kind, value)
        known = Identity.objects.select_related("customer").filter(kind=kind, value=value).first()
        if known is None or held in (known.customer_id, EVERYBODY):
            return known


def _hold(kind: str, value: str) -> int | None:
    """The id of whose it is at this moment, who is held. SQLite has one writer anyway, who holds everybody."""
    if connection.vendor != "postgresql":
        return EVERYBODY
    with connection.cursor() as cursor:
        cursor.execute(HOLD, [kind, value])
        found = cursor.fetchone()
    return found[0] if found else None


@transaction.atomic
def note_preference(customer: Customer, kind: str, text: str, *, by: Actor, at: datetime) -> Preference:
    """Write down a like, a dislike or a need; ValueError tells what is wrong with it. The same twice is one."""
    text = " ".join(text.split())[:300]
    if kind not in (Preference.LIKE, Preference.DISLIKE, Preference.NEED):
        raise ValueError("Choose whether it is something they like, dislike or need.")
    if not text:
        raise ValueError("Write what they like, dislike or need, in a few words.")
    noted_by = by.id if by.kind == "staff" else None
    preference, new = Preference.objects.get_or_create(
        customer=customer, kind=kind, text=text, defaults={"noted_at": at, "noted_by": noted_by}
    )
    if new:
        noted = events.PreferenceNoted(
            at=at, by=by, customer_id=customer.id, preference_id=preference.id, sort=preference.kind
        )
        record(noted)
    return preference


@transaction.atomic
def forget_preference(customer: Customer, preference_id: int, *, by: Actor, at: datetime) -> bool:
    """It no longer holds. False if it was forgotten already."""
    preference = Preference.objects.filter(customer=customer, id=preference_id).first()
    if preference is None:
        return False
    sort = preference.kind
    preference.delete()
    forgotten = events.PreferenceForgotten(
        at=at, by=by, customer_id=customer.id, preference_id=preference_id, sort=sort
    )
    record(forgotten)
    return True


@transaction.atomic
def describe(customer: Customer, *, name: str, note: str, by: Actor, at: datetime) -> None:
    """What the customer is called, and what a colleague should know before serving them."""
    customer.name, customer.note = " ".join(name.split())[:200], note.strip()[:5000]
    customer.save(update_fields=["name", "note"])
    record(events.CustomerDescribed(at=at, by=by, customer_id=customer.id))


@transaction.atomic
def note_given(customer: Customer, *, by: Actor, at: datetime) -> None:
    """Somebody took out all that we hold of them."""
    record(events.DataGiven(at=at, by=by, customer_id=customer.id))


@transaction.atomic
def belong_to(customer: Customer, company: str, *, by: Actor, at: datetime) -> Company:
    """The customer acts for the company of this name, made if there is none."""
    known, _ = Company.objects.get_or_create(name=" ".join(company.split())[:200])
    customer.company = known
    customer.save(update_fields=["company"])
    record(events.CustomerDescribed(at=at, by=by, customer_id=customer.id))
    record(events.CustomerGrouped(at=at, by=by, customer_id=customer.id))
    return known


@transaction.atomic
def put_in_group(customer: Customer, group: str, *, whole_company: bool = False, by: Actor, at: datetime) -> bool:
    """They are one of these from now on, alone or with everybody in their company; False if they were.

    ValueError tells what is missing.
    """
    group = " ".join(group.split())[: Membership.CHARACTERS]
    if not group:
        raise ValueError("Write the name of a group, such as regular or supplier.")
    if whole_company and customer.company_id is None:
        raise ValueError("They belong to no company.")
    who = {"company_id": customer.company_id} if whole_company else {"customer_id": customer.id}
    _, new = Membership.objects.get_or_create(group=group, **who)
    if new:
        record(events.CustomerGrouped(at=at, by=by, **({"customer_id": customer.id} | who)))
    return new


@transaction.atomic
def take_out_of_group(customer: Customer, group: str, *, by: Actor, at: datetime) -> bool:
    """Neither they nor their company are in it any more; False if they were not."""
    company_id = customer.company_id
    of_company = bool(company_id and Membership.objects.filter(company_id=company_id, group=group).delete()[0])
    own = bool(Membership.objects.filter(customer=customer, group=group).delete()[0])
    if of_company or own:
        whole = company_id if of_company else None
        record(events.CustomerGrouped(at=at, by=by, customer_id=customer.id, company_id=whole))
    return of_company or own
