"""Questions about annotations and improvements. The viewer comes first; what is not theirs is DoesNotExist."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import Q

from wellserved.ground.accounts.models import Staff
from wellserved.ground.accounts.rules import Verb, may
from wellserved.learning.improvement.measure import COUNT, DISSATISFIED, RATE, RECOVERIES, STANDARD, Measure
from wellserved.learning.improvement.models import Annotation, Improvement, TrialSite
from wellserved.learning.improvement.rules import is_treated
from wellserved.learning.improvement.telling import Happened
from wellserved.learning.insight.rules import OVERALL
from wellserved.serving.conversations.models import Conversation
from wellserved.serving.standards.models import DIMENSIONS, Standard


def statements() -> dict[str, str]:
    """What each standard's key stands for, in the words of its newest version."""
    return dict(Standard.objects.order_by("valid_from", "id").values_list("key", "statement"))


def is_measure(measure: Measure) -> bool:
    """Whether there is such a standard, dimension or count."""
    if measure.kind == STANDARD:
        return Standard.objects.filter(key=measure.name).exists()
    named = {COUNT: (DISSATISFIED,), RATE: (RECOVERIES,)}
    return measure.name in named.get(measure.kind, (OVERALL, *DIMENSIONS))


def annotations(viewer: Staff, start: date, end: date, site_id: int | None = None) -> list[Annotation]:
    """Those of these days that stand; with a site, its own and those of the whole house."""
    rows = Annotation.objects.within(viewer.scope).standing().filter(day__gte=start, day__lte=end)
    if site_id is not None:
        rows = rows.filter(Q(site=None) | Q(site_id=site_id))
    return list(rows.select_related("site"))


def annotation(viewer: Staff, annotation_id: int) -> Annotation:
    """Annotation.DoesNotExist when it is not theirs to see; one that was removed is still there to be undone."""
    return Annotation.objects.within(viewer.scope).select_related("site").get(id=annotation_id)


def removed(viewer: Staff, id: str) -> Annotation | None:
    """The one with that id, if it was removed and is the viewer's."""
    rows = Annotation.objects.within(viewer.scope).filter(removed_at__isnull=False)
    return rows.filter(id=id).first() if id.isdecimal() else None


def happened(annotations: list[Annotation], site_id: int | None) -> list[Happened]:
    """As a chart of that site (None: of all the viewer's) shows them: a change at one site begins no new line in a
    chart of several."""
    return [
        Happened(
            one.id,
            one.day,
            one.text,
            one.site.name if one.site and site_id is None else "",
            one.kind == Annotation.CHANGE and one.site_id in (None, site_id),
        )
        for one in annotations
    ]


def tried_by_customer(site_id: int) -> list[int]:
    """The improvements that are tried at that site with half of the customers."""
    trials = TrialSite.objects.filter(site_id=site_id, treated=True)
    running = trials.filter(improvement__state=Improvement.TRIED, improvement__design=Improvement.CUSTOMERS)
    return list(running.order_by("improvement_id").values_list("improvement_id", flat=True))


def hints_for(conversation: Conversation) -> list[Improvement]:
    """What is to be done for this customer because of a trial; for whoever may see the conversation."""
    begun = Improvement.objects.filter(id__in=tried_by_customer(conversation.site_id))
    return [
        one
        for one in begun.filter(began_at__lte=conversation.opened_at)
        if is_treated(one.id, conversation.customer_id)
    ]


def improvements(viewer: Staff) -> list[Improvement]:
    """Those that concern the viewer's sites, the latest first. PermissionDenied for who may not see quality."""
    if not may(viewer.scope, Verb.SEE_QUALITY):
        raise PermissionDenied(Verb.SEE_QUALITY.value)
    rows = Improvement.objects.within(viewer.scope).select_related("owner").prefetch_related("sites__site")
    return list(rows.order_by("-proposed_at", "-id"))


def improvement(viewer: Staff, improvement_id: int) -> Improvement:
    """With its sites and steps; Improvement.DoesNotExist when it concerns none of the viewer's sites."""
    rows = Improvement.objects.within(viewer.scope).select_related("owner")
    return rows.prefetch_related("sites__site", "steps").get(id=improvement_id)


def may_decide(viewer: Staff, improvement: Improvement) -> bool:
    """Whether every site where it is tried is theirs."""
    treated = (one.site_id for one in improvement.sites.all() if one.treated)
    return all(may(viewer.scope, Verb.SEE_QUALITY, site_id) for site_id in treated)
