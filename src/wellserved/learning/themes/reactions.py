from wellserved.ground.customers.actions import give_back, take_along
from wellserved.ground.customers.events import CustomerErased, CustomersMerged, CustomersParted
from wellserved.learning.themes.actions.forgetting import forget
from wellserved.learning.themes.models import ThemeText


def erased(event: CustomerErased) -> None:
    if event.customer_id is not None:
        forget(event.customer_id)


def merged(event: CustomersMerged) -> None:
    take_along(event, "texts", ThemeText.objects.all())


def parted(event: CustomersParted) -> None:
    give_back(event, "texts", ThemeText.objects.all())
