"""What this room holds of a customer, for them to have: as plain data."""

from typing import Any

from wellserved.ground.customers.models import Customer
from wellserved.ground.customers.reads import groups_of, knowledge_of


def held_of(customer: Customer) -> dict[str, Any]:
    known = knowledge_of(customer)
    return {
        "name": customer.name,
        "company": customer.company.name if customer.company else "",
        "language": customer.language,
        "note": customer.note,
        "known since": customer.created_at,
        "reached by": [{"way": one.kind, "value": one.value, "since": one.created_at} for one in known.identities],
        "likes": [one.text for one in known.likes],
        "dislikes": [one.text for one in known.dislikes],
        "needs": [one.text for one in known.needs],
        "groups": groups_of(customer),
    }
