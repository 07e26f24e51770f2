"""One survey: its questions, its name, on or off."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods, require_POST

from wellserved.ground import clock
from wellserved.ground.accounts.rules import Verb
from wellserved.ground.journal.actor import staff as acting
from wellserved.learning.feedback import actions, reads
from wellserved.learning.feedback.kinds import READY
from wellserved.learning.feedback.models import Survey
from wellserved.learning.feedback.questions import Question
from wellserved.surfaces.office.door import needs, viewer_of
from wellserved.surfaces.office.surveys import draft
from wellserved.surfaces.office.surveys.finding import changeable, may_change, survey_of
from wellserved.surfaces.office.surveys.pace import number
from wellserved.surfaces.storable import a_moment

KINDS = {
    "one": _lazy("One of several answers"),
    "many": _lazy("Several of several answers"),
    "scale": _lazy("A scale"),
    "number": _lazy("A number"),
    "yes no": _lazy("Yes or no"),
    "short": _lazy("A few words"),
    "long": _lazy("Longer words"),
    "date": _lazy("A day"),
    "kano": _lazy("Kano pair: if it is so, and if not"),
    "comparison": _lazy("Compared with what was expected"),
    "levels": _lazy("Desired, adequate, perceived"),
    "gap": _lazy("Expected and perceived"),
    "points": _lazy("100 points to spread"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.SEE_QUALITY)
def survey(request: HttpRequest, survey_id: int) -> HttpResponse:
    """Who may not change it sees what is asked. A POST is its name, whether it is asked after closing, how often."""
    found = survey_of(request, survey_id)
    if request.method == "POST":
        found = changeable(request, survey_id)
        try:
            actions.describe(
                found,
                name=request.POST.get("name", ""),
                after_closing="after_closing" in request.POST,
                share=number(request, "share"),
                site_quota=number(request, "site_quota"),
                by=acting(viewer_of(request).id),
                at=clock.now(),
            )
        except actions.Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("Saved."))
        return redirect("survey_page", survey_id)
    return _shown(request, found, list(reads.newest_version(found).read()))


@require_POST
@needs(Verb.SET_UP)
def questions(request: HttpRequest, survey_id: int) -> HttpResponse:
    """Keep all that is typed, and do what was pressed: move, remove or add one."""
    found = changeable(request, survey_id)
    told: dict[str, str] = {name: request.POST.get(name, "").replace("\0", "") for name in request.POST}
    typed = draft.typed(told, reads.newest_version(found).read())
    typed = draft.done(typed, told.get("do", ""), reads.ever_asked(found))
    try:
        actions.ask_otherwise(found, typed, by=acting(viewer_of(request).id), at=clock.now())
    except actions.Refused as refused:
        return _shown(request, found, typed, fault=str(refused))
    if not told.get("do"):
        messages.success(request, _("These questions are asked from now on."))
    return redirect("survey_page", survey_id)


@require_POST
@needs(Verb.SET_UP)
def switch(request: HttpRequest, survey_id: int) -> HttpResponse:
    found, at, by = changeable(request, survey_id), clock.now(), acting(viewer_of(request).id)
    if "off" in request.POST:
        actions.switch_off(found, by=by, at=at)
        messages.success(request, _("It is off: nobody is asked it any more."))
    else:
        starts_at = _moment(request.POST.get("from", "")) or at
        actions.switch_on(found, starts_at=starts_at, by=by, at=at)
        told = _("It is on.") if starts_at <= at else _("It is on from the moment you gave.")
        messages.success(request, told)
    return redirect("survey_page", survey_id)


def _moment(text: str) -> datetime | None:
    """A day and a time in the house's time zone; None if the field is empty or says nothing we understand."""
    try:
        return a_moment(text, timezone.get_current_timezone())
    except ValueError:
        return None


def _shown(request: HttpRequest, found: Survey, asked: list[Question], fault: str = "") -> HttpResponse:
    words = {
        "survey": found,
        "kind": READY.get(found.kind),
        "questions": asked,
        "fault": fault,
        "pace": reads.pace(),
        "may_change": may_change(request, found),
        "is_on": found.is_on(clock.now()),
        "kinds": KINDS,
        "added": draft.ADDED,
        "languages": {"en": "English", "de": "Deutsch"},
    }
    return render(request, "office/surveys/survey.html", words, status=422 if fault else 200)
