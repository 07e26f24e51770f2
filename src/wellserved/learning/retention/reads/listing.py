"""The worklist of those who may be leaving. All need Verb.SEE_QUALITY, and are answered within the scope."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet

from wellserved.ground.accounts.models import Site, Staff
from wellserved.ground.accounts.rules import Verb, may
from wellserved.ground.customers import reads as customers
from wellserved.ground.customers.models import Customer, Identity
from wellserved.learning.retention import rules
from wellserved.learning.retention.models import Caring
from wellserved.learning.retention.reads import evidence
from wellserved.learning.retention.rules import Reason
from wellserved.serving.conversations.models import Conversation, Status


@dataclass(frozen=True, slots=True)
class AtRisk:
    """`rhythm` is their usual time between two matters, where they have one; `name` is what to call them."""

    customer: Customer
    site: Site
    name: str
    reasons: tuple[Reason, ...]
    points: int
    matters: int
    last_at: datetime
    rhythm: timedelta | None

    @property
    def last_day(self) -> date:
        """As the site counts its days."""
        return self.last_at.astimezone(self.site.zone).date()

    @property
    def company(self) -> str:
        return self.customer.company.name if self.customer.company else ""


def at_risk(viewer: Staff, *, at: datetime, site_id: int | None = None) -> list[AtRisk]:
    """Who seems to be leaving, those first of whom most speaks for it, then those with the most matters.

    PermissionDenied for who may not see quality. Nobody is listed who was spoken with lately or let go.
    """
    matters = matters_seen_by(viewer, at, site_id)
    facts = evidence.facts_of(evidence.suspects(matters, at), matters, at)
    left_alone = {
        (caring.customer_id, caring.site_id): caring for caring in Caring.objects.within(viewer.scope).standing(at)
    }
    found = {}
    for key, known in facts.items():
        reasons = rules.reasons(known, at)
        caring = left_alone.get(key)
        is_back = caring is not None and caring.kind == Caring.LET_GO and known.latest_at > caring.at
        if rules.points(reasons) >= rules.LISTED and (caring is None or is_back):
            found[key] = reasons
    people = Customer.objects.select_related("company").in_bulk({customer for customer, _ in found})
    sites = Site.objects.in_bulk({site for _, site in found})
    called = customers.called(id for id, person in people.items() if not person.name)
    listed = [
        AtRisk(
            customer=people[key[0]],
            site=sites[key[1]],
            name=people[key[0]].name or called.get(key[0], ""),
            reasons=reasons,
            points=rules.points(reasons),
            matters=len(facts[key].opened),
            last_at=facts[key].latest_at,
            rhythm=rules.rhythm(facts[key].opened),
        )
        for key, reasons in found.items()
    ]
    return sorted(listed, key=lambda one: (-one.points, -one.matters, one.last_at, one.customer.id))


def cared_for(viewer: Staff, *, at: datetime, site_id: int | None = None) -> list[Caring]:
    """Those who are left in peace or were let go, the latest first."""
    _require(viewer)
    rows = Caring.objects.within(viewer.scope).standing(at).select_related("customer", "site")
    return list((rows if site_id is None else rows.filter(site_id=site_id)).order_by("-at", "-id")[:50])


def caring(viewer: Staff, id: int) -> Caring:
    """Caring.DoesNotExist when it is another site's."""
    return Caring.objects.within(viewer.scope).get(id=id)


def matters_seen_by(viewer: Staff, at: datetime, site_id: int | None) -> QuerySet[Conversation]:
    """The matters, in the time that is looked at, of customers whom somebody could speak with."""
    _require(viewer)
    ways = Identity.objects.filter(customer_id=OuterRef("customer_id"), kind__in=(Identity.EMAIL, Identity.PHONE))
    rows = Conversation.objects.within(viewer.scope).exclude(status=Status.JOINED).filter(Exists(ways))
    rows = rows.filter(opened_at__gte=at - evidence.LOOK_BACK, opened_at__lte=at)
    return rows if site_id is None else rows.filter(site_id=site_id)


def _require(viewer: Staff) -> None:
    if not may(viewer.scope, Verb.SEE_QUALITY):
        raise PermissionDenied(Verb.SEE_QUALITY.value)
