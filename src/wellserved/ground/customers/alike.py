"""reads: customers who may be the same as another one, with what speaks for it."""

import re
from dataclasses import dataclass

from django.db.models import CharField, F, Value
from django.db.models.functions import Replace

from wellserved.ground.customers import doubles
from wellserved.ground.customers.finding import NAMES
from wellserved.ground.customers.models import Customer, Identity
from wellserved.ground.customers.reads import whose
from wellserved.ground.search.query import parse

_word = re.compile(r"[^\W_]+")

CANDIDATES = 60
LAST_DIGITS = 7
WRITTEN_WITH = " -/().+"


@dataclass(frozen=True, slots=True)
class Double:
    """Somebody who may be the same, and why (doubles.py)."""

    customer: Customer
    reasons: tuple[str, ...]


def doubles_of(customer: Customer) -> list[Double]:
    """Those for whom most speaks first. Which of them the viewer may see is decided where they were served."""
    me = _people([customer])[customer.id]
    merged = whose()
    named = NAMES.newest(parse(" ".join(_word.findall(customer.name.lower()))), limit=CANDIDATES)
    ids = {*named, *_by_phone(me.phones)} - {customer.id, *merged}
    others = list(Customer.objects.select_related("company").filter(id__in=ids).order_by("id"))
    people = _people(others)
    found = [Double(other, doubles.reasons(me, people[other.id])) for other in others]
    return sorted((one for one in found if one.reasons), key=lambda one: -len(one.reasons))


def _by_phone(phones: frozenset[str]) -> set[int]:
    """Whose number ends like one of these, however it is written."""
    digits = F("value")
    for sign in WRITTEN_WITH:
        digits = Replace(digits, Value(sign), Value(""), output_field=CharField())  # type: ignore[assignment]
    rows = Identity.objects.filter(kind=Identity.PHONE).annotate(digits=digits)
    found = set[int]()
    for phone in phones:
        if ending := doubles.dialled(phone)[-LAST_DIGITS:]:
            matching = rows.filter(digits__endswith=ending).order_by("id")
            found.update(matching.values_list("customer_id", flat=True)[:CANDIDATES])
    return found


def _people(customers: list[Customer]) -> dict[int, doubles.Person]:
    ways: dict[tuple[int, str], set[str]] = {}
    for row in Identity.objects.filter(customer__in=customers):
        ways.setdefault((row.customer_id, row.kind), set()).add(row.value)
    return {
        one.id: doubles.Person(
            one.name,
            one.company_id,
            frozenset(ways.get((one.id, Identity.PHONE), ())),
            frozenset(ways.get((one.id, Identity.EMAIL), ())),
        )
        for one in customers
    }
