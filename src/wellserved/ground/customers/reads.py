"""What we know of customers. Who may know it is decided where they were served (serving/conversations)."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import F, Q

from wellserved.ground.customers.models import Customer, Erasure, Identity, Membership, Merge, Preference


@dataclass
class Knowledge:
    """What the person who serves should know at a glance."""

    identities: list[Identity]
    likes: list[Preference] = field(default_factory=list)
    dislikes: list[Preference] = field(default_factory=list)
    needs: list[Preference] = field(default_factory=list)


def knowledge_of(customer: Customer) -> Knowledge:
    """Their addresses, and what they like, dislike and need, the newest first."""
    known = Knowledge(list(Identity.objects.filter(customer=customer).order_by("kind", "id")))
    lists = {
        Preference.LIKE: known.likes,
        Preference.DISLIKE: known.dislikes,
        Preference.NEED: known.needs,
    }
    for preference in Preference.objects.filter(customer=customer).order_by("-id"):
        lists[preference.kind].append(preference)
    return known


def address_of(customer_id: int) -> str:
    """The mail address we write to; empty if there is none."""
    rows = Identity.objects.filter(customer_id=customer_id, kind=Identity.EMAIL).order_by(
        F("unreachable_since").asc(nulls_first=True), "id"
    )
    return rows.values_list("value", flat=True).first() or ""


def is_known(customer_id: int) -> bool:
    """Whether there is such a customer."""
    return Customer.objects.filter(id=customer_id).exists()


def called(customer_ids: Iterable[int]) -> dict[int, str]:
    """For customers without a name: what to call them, by their first identity."""
    rows = Identity.objects.filter(customer_id__in=list(customer_ids)).order_by("-id")
    return dict(rows.values_list("customer_id", "value"))


def groups_of(customer: Customer) -> list[str]:
    """The groups that they are in, themselves or with their company, by name."""
    theirs = Q(customer_id=customer.id)
    if customer.company_id is not None:
        theirs |= Q(company_id=customer.company_id)
    return sorted(set(Membership.objects.filter(theirs).values_list("group", flat=True)))


def erasure_of(customer_id: int) -> Erasure | None:
    """That they are to be erased, or were."""
    return Erasure.objects.standing().filter(customer_id=standing_for(customer_id)).first()


def merges_of(customer_id: int) -> list[Merge]:
    """Who was merged into them and may be parted from them, the latest first."""
    rows = Merge.objects.standing().filter(kept_id=customer_id).select_related("merged")
    return list(rows.order_by("-at", "-id"))


def reached_by(text: str) -> int | None:
    """The customer with this address or number, as they stand now."""
    value = text.strip().casefold()
    row = Identity.objects.filter(kind__in=(Identity.EMAIL, Identity.PHONE), value=value).first()
    return row.customer_id if row else None


def standing_for(customer_id: int) -> int:
    """Who they are by now: whom they were merged into, and that one perhaps into another; else themselves."""
    merged = Merge.objects.standing().values_list("kept_id", flat=True)
    while (kept := merged.filter(merged_id=customer_id).first()) is not None:
        customer_id = kept
    return customer_id


def whose() -> dict[int, int]:
    """Who everybody who was merged is by now, by their own id."""
    kept = dict(Merge.objects.standing().values_list("merged_id", "kept_id"))
    found = {}
    for merged in kept:
        now = merged
        while now in kept:
            now = kept[now]
        found[merged] = now
    return found


def merged_into(customer_id: int) -> list[int]:
    """Who turned out to be this customer, those merged into them included."""
    found, fresh = list[int](), [customer_id]
    while fresh:
        rows = Merge.objects.standing().filter(kept_id__in=fresh).order_by("id")
        fresh = list(rows.values_list("merged_id", flat=True))
        found += fresh
    return found
