"""/office/quality/gaps/beliefs/: what management believes that customers desire, written down before looking."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wellserved.ground import clock
from wellserved.ground.accounts.rules import Verb
from wellserved.learning.insight.actions import NotALevel
from wellserved.learning.insight.actions import believe as keep
from wellserved.surfaces.office.door import needs, viewer_of
from wellserved.surfaces.office.in_words import DIMENSIONS
from wellserved.surfaces.office.quality import choice_of


@require_POST
@needs(Verb.SET_UP)
def believe(request: HttpRequest) -> HttpResponse:
    """Of the site that is shown, or of the whole house for those who reach all of it; a dimension left empty is not
    said anything of."""
    choice, _places = choice_of(request)
    if not viewer_of(request).scope.reaches(choice.site_id):
        raise PermissionDenied(Verb.SET_UP.value)
    told = {name: level for name in DIMENSIONS if (level := request.POST.get(name, ""))}
    try:
        levels = {name: int(level) for name, level in told.items()}
        keep(levels, by=viewer_of(request), at=clock.now(), site_id=choice.site_id)
    except NotALevel as wrong:
        messages.error(request, str(wrong))
    except ValueError:
        messages.error(request, _("Give whole numbers from 1 to 9."))
    else:
        messages.success(request, _("It is on record, with your name and today's date."))
    return redirect(f"/office/quality/gaps/?{choice.query()}")
