from datetime import datetime

from django.db import IntegrityError, transaction

from wellserved.ground.customers.models import Customer, Identity


def recognise(kind: str, value: str, *, name: str = "", at: datetime) -> Customer:
    """The customer with this identity, made if there is none. A name is learnt, never overwritten.

    Two contacts at the same moment end up with one customer: the second insert of the identity fails and rereads.
    """
    value = value.strip().casefold()
    known = Identity.objects.select_related("customer").filter(kind=kind, value=value).first()
    if known is None:
        try:
            with transaction.atomic():
                customer = Customer(name=name[:200], created_at=at)
                customer.save(force_insert=True)
                Identity(customer=customer, kind=kind, value=value, created_at=at).save(force_insert=True)
                return customer
        except IntegrityError:
            known = Identity.objects.select_related("customer").get(kind=kind, value=value)
    if name and not known.customer.name:
        known.customer.name = name[:200]
        known.customer.save(update_fields=["name"])
    return known.customer
