from wellserved.ground.customers.events import CustomerErased
from wellserved.learning.retention.actions import forget


def erased(event: CustomerErased) -> None:
    if event.customer_id is not None:
        forget(event.customer_id)
