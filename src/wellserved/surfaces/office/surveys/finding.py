"""The survey an address names; 404 for what is not the viewer's."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from wellserved.ground.accounts import reads as accounts
from wellserved.ground.accounts.models import Site
from wellserved.ground.accounts.rules import Verb, may
from wellserved.learning.feedback import reads
from wellserved.learning.feedback.models import Survey
from wellserved.surfaces.office.door import viewer_of


def survey_of(request: HttpRequest, survey_id: int) -> Survey:
    try:
        return reads.survey(viewer_of(request), survey_id)
    except Survey.DoesNotExist:
        raise Http404 from None


def site_for(request: HttpRequest, survey: Survey, site_id: int | None = None) -> Site:
    """In whose voice it is shown: the chosen site, the survey's, or the first of the viewer's."""
    sites = accounts.sites(viewer_of(request))
    chosen = next((site for site in sites if site.id == site_id), survey.site) or next(iter(sites), None)
    if chosen is None:
        raise Http404
    return chosen


def may_change(request: HttpRequest, survey: Survey) -> bool:
    """The house's surveys are for those who reach every site."""
    scope = viewer_of(request).scope
    return may(scope, Verb.SET_UP) and scope.reaches(survey.site_id)


def changeable(request: HttpRequest, survey_id: int) -> Survey:
    survey = survey_of(request, survey_id)
    if not may_change(request, survey):
        raise PermissionDenied
    return survey
