"""Which improvement a page is asked for."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from wellserved.ground.accounts.rules import Verb
from wellserved.learning.improvement import reads
from wellserved.learning.improvement.models import Improvement
from wellserved.surfaces.office.door import viewer_of


def improvement_of(request: HttpRequest, improvement_id: int, *, to_decide: bool = False) -> Improvement:
    """404 for one that concerns none of the viewer's sites; `to_decide` is for those who have all of its sites."""
    try:
        improvement = reads.improvement(viewer_of(request), improvement_id)
    except Improvement.DoesNotExist:
        raise Http404 from None
    if to_decide and not reads.may_decide(viewer_of(request), improvement):
        raise PermissionDenied(Verb.SEE_QUALITY.value)
    return improvement
