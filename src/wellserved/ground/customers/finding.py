"""Which customers a query is about, by their names and addresses."""

from wellserved.ground.customers.models import Identity
from wellserved.ground.customers.reads import whose
from wellserved.ground.search.index import Index
from wellserved.ground.search.query import Query

NAMES = Index("customers_customer", ("name",))
ADDRESSES = Index("customers_identity", ("value",))


def ids_of(query: Query, limit: int) -> list[int]:
    """The newest customers whose name or one of whose addresses matches; at most `limit` of either."""
    named = NAMES.newest(query, limit=limit)
    identities = ADDRESSES.newest(query, limit=limit)
    reached = Identity.objects.filter(id__in=identities).values_list("customer_id", flat=True)
    now = whose()  # who was merged is found by the name they had
    return sorted({now.get(id, id) for id in (*named, *reached)}, reverse=True)
