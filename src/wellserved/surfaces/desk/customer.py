"""GET customers/<id>/: a customer with all their matters, and whom they may be the same as."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from wellserved.ground.accounts.models import Staff
from wellserved.ground.accounts.rules import Verb, may
from wellserved.ground.customers import reads as customers
from wellserved.ground.customers.alike import Double, doubles_of
from wellserved.ground.customers.models import Customer
from wellserved.ground.customers.reads import Knowledge
from wellserved.serving.conversations import reads
from wellserved.serving.conversations.models import Conversation
from wellserved.surfaces.desk.doors import desk

MATTERS = 30
DOUBLES = 5


@dataclass(frozen=True)
class Shown:
    """What a page says of one customer."""

    customer: Customer
    known: Knowledge
    groups: list[str]
    matters: list[Conversation]


def shown(viewer: Staff, customer: Customer, limit: int = MATTERS) -> Shown:
    matters = reads.matters_of(viewer, customer.id, limit=limit)
    return Shown(customer, customers.knowledge_of(customer), customers.groups_of(customer), matters)


@desk("GET")
def customer(request: HttpRequest, viewer: Staff, customer_id: int) -> HttpResponse:
    found = reads.customer(viewer, customer_id)
    if found.id != customer_id:  # they turned out to be somebody else
        return redirect("desk:customer", found.id)
    erasure = customers.erasure_of(found.id)
    page = {
        "one": shown(viewer, found),
        "doubles": [] if erasure else _known_doubles(viewer, found),
        "merges": customers.merges_of(found.id),
        "erasure": erasure,
        "alone": reads.serves_alone(viewer, found),
        "may_erase": may(viewer.scope, Verb.ERASE),
        "here": "",
    }
    return render(request, "desk/customer.html", page)


def _known_doubles(viewer: Staff, customer: Customer) -> list[Double]:
    """Those whom the viewer's sites have served too."""
    found = doubles_of(customer)
    known = reads.served(viewer, [one.customer.id for one in found])
    return [one for one in found if one.customer.id in known][:DOUBLES]
