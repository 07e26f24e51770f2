"""Which customers a query is about, by their names and addresses."""

from wellserved.ground.customers.models import Identity
from wellserved.ground.search.index import Index
from wellserved.ground.search.query import Query

NAMES = Index("customers_customer", ("name",))
ADDRESSES = Index("customers_identity", ("value",))


def ids_of(query: Query, limit: int) -> list[int]:
    """The newest customers whose name or one of whose addresses matches; at most `limit` of either."""
    named = NAMES.newest(query, limit=limit)
    identities = ADDRESSES.newest(query, limit=limit)
    reached = Identity.objects.filter(id__in=identities).values_list("customer_id", flat=True)
    return sorted({*named, *reached}, reverse=True)
