from wellserved.ground.customers.actions import give_back, take_along
from wellserved.ground.customers.events import CustomerErased, CustomersMerged, CustomersParted
from wellserved.learning.suggestions.actions.forgetting import forget
from wellserved.learning.suggestions.models import Suggestion, Support


def erased(event: CustomerErased) -> None:
    if event.customer_id is not None:
        forget(event.customer_id)


def merged(event: CustomersMerged) -> None:
    take_along(event, "suggestions", Suggestion.objects.all())
    supported = Support.objects.filter(customer_id=event.customer_id or 0).values("suggestion_id")
    double = Support.objects.filter(customer_id=event.merged_id, suggestion_id__in=supported)
    take_along(event, "supports", Support.objects.all(), but=list(double.values_list("id", flat=True)))


def parted(event: CustomersParted) -> None:
    give_back(event, "suggestions", Suggestion.objects.all())
    give_back(event, "supports", Support.objects.all())
