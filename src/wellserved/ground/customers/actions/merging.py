"""Two customers turn out to be one, or were only thought to be. The row of the merged one stays, with nothing in it.

Each room takes along what is the merged one's when it hears of CustomersMerged, by `take_along`, and gives it back
when it hears of CustomersParted, by `give_back`: exactly what came, as the merge remembers it. What `kept`
has already stays where it is, so that parting finds it there.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from wellserved.ground.accounts.rules import Refused
from wellserved.ground.customers import events
from wellserved.ground.customers.models import Customer, Erasure, Identity, Membership, Merge, Preference
from wellserved.ground.customers.rules import called_together
from wellserved.ground.journal.actions import record
from wellserved.ground.journal.actor import Actor

CALLED = ("name", "company_id", "language", "note")


@transaction.atomic
def merge(kept: Customer, merged: Customer, *, by: Actor, at: datetime) -> Merge:
    """`merged` is `kept` from now on. Refused if either is somebody else by now, or is (to be) erased."""
    _hold(kept, merged)
    if kept.id == merged.id:
        raise Refused("Choose two customers.")
    if Merge.objects.standing().filter(merged__in=(kept, merged)).exists():
        raise Refused("Somebody merged one of them meanwhile: look again.")
    if Erasure.objects.standing().filter(customer__in=(kept, merged)).exists():
        raise Refused("One of them is erased, or is to be.")
    one = Merge(kept=kept, merged=merged, at=at, by_staff_id=by.id if by.kind == "staff" else None)
    one.before = _called(kept)
    for name, value in called_together(_called(kept), _called(merged)).items():
        setattr(kept, name, value)
    kept.save(update_fields=CALLED)
    one.after = _called(kept)
    try:
        with transaction.atomic():
            one.save(force_insert=True)
    except IntegrityError as known:
        raise Refused("Somebody merged one of them meanwhile: look again.") from known
    _own(one)
    record(events.CustomersMerged(at=at, by=by, customer_id=kept.id, merged_id=merged.id, merge_id=one.id))
    record(events.CustomerGrouped(at=at, by=by, customer_id=kept.id))
    return one


@transaction.atomic
def part(one: Merge, *, by: Actor, at: datetime) -> None:
    """They are two again, each with what was theirs; what came since stays with `kept`. Refused if it can't be."""
    kept, merged = one.kept, one.merged
    _hold(kept, merged)
    if Merge.objects.standing().filter(merged=kept).exists():
        raise Refused("They were merged into somebody else since: part these two first.")
    if Erasure.objects.standing().filter(customer=kept).exists():
        raise Refused("They are erased, or are to be.")
    if not Merge.objects.standing().filter(id=one.id).update(parted_at=at, parted_by_id=by.id):
        raise Refused("Somebody parted them before.")
    one.refresh_from_db()
    now = _called(kept)
    for name in CALLED:
        if now[name] == one.after.get(name):  # what a colleague has written since is of the one who was kept
            setattr(kept, name, one.before.get(name))
    kept.save(update_fields=CALLED)
    for what, rows in _owned().items():
        _give(one, what, rows)
    record(events.CustomersParted(at=at, by=by, customer_id=kept.id, merged_id=merged.id, merge_id=one.id))
    for customer in (kept, merged):
        record(events.CustomerGrouped(at=at, by=by, customer_id=customer.id))


@transaction.atomic
def take_along(
    event: events.CustomersMerged, what: str, rows: "QuerySet[Any]", *, but: "QuerySet[Any] | Sequence[int]" = ()
) -> None:
    """These of the merged one's rows are the kept one's, `but` those that would be there twice."""
    _take(Merge.objects.get(id=event.merge_id), what, rows, but)


@transaction.atomic
def give_back(event: events.CustomersParted, what: str, rows: "QuerySet[Any]") -> None:
    """What was taken along is the merged one's again, unless somebody has given it to a third one since."""
    _give(Merge.objects.get(id=event.merge_id), what, rows)


def _take(one: Merge, what: str, rows: "QuerySet[Any]", but: "QuerySet[Any] | Sequence[int]" = ()) -> None:
    ids = list(rows.filter(customer_id=one.merged_id).exclude(id__in=but).order_by("id").values_list("id", flat=True))
    rows.filter(id__in=ids).update(customer_id=one.kept_id)
    one.moved = {**one.moved, what: ids}
    one.save(update_fields=["moved"])


def _give(one: Merge, what: str, rows: "QuerySet[Any]") -> None:
    back = rows.filter(id__in=one.moved.get(what, ()), customer_id=one.kept_id)
    back.update(customer_id=one.merged_id)


def _own(one: Merge) -> None:
    """What this room holds of them."""
    held = {(p.kind, p.text) for p in Preference.objects.filter(customer_id=one.kept_id)}
    known = [p.id for p in Preference.objects.filter(customer_id=one.merged_id) if (p.kind, p.text) in held]
    groups = Membership.objects.filter(customer_id=one.kept_id).values("group")
    doubles = Membership.objects.filter(customer_id=one.merged_id, group__in=groups)
    for what, but in (
        ("identities", ()),
        ("preferences", known),
        ("groups", list(doubles.values_list("id", flat=True))),
    ):
        _take(one, what, _owned()[what], but)


def _owned() -> "dict[str, QuerySet[Any]]":
    return {
        "identities": Identity.objects.all(),
        "preferences": Preference.objects.all(),
        "groups": Membership.objects.all(),
    }


def _hold(kept: Customer, merged: Customer) -> None:
    """Both, in one order: who merges them the other way round waits, and then finds it done."""
    both = Customer.objects.select_for_update().filter(id__in=(kept.id, merged.id)).order_by("id")
    held = {one.id: one for one in both}
    for customer in (kept, merged):
        for name in CALLED:
            setattr(customer, name, getattr(held[customer.id], name))


def _called(customer: Customer) -> dict[str, Any]:
    return {name: getattr(customer, name) for name in CALLED}
