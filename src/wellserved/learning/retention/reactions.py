from wellserved.ground.customers.actions import give_back, take_along
from wellserved.ground.customers.events import CustomerErased, CustomersMerged, CustomersParted
from wellserved.learning.retention.actions import forget
from wellserved.learning.retention.models import Caring


def erased(event: CustomerErased) -> None:
    if event.customer_id is not None:
        forget(event.customer_id)


def merged(event: CustomersMerged) -> None:
    there = Caring.objects.filter(customer_id=event.customer_id or 0, withdrawn_at=None).values("site_id")
    double = Caring.objects.filter(customer_id=event.merged_id, withdrawn_at=None, site_id__in=there)
    take_along(event, "carings", Caring.objects.all(), but=list(double.values_list("id", flat=True)))


def parted(event: CustomersParted) -> None:
    give_back(event, "carings", Caring.objects.all())
