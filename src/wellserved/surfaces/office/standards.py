"""/office/settings/standards/: what the house intends for everybody. A change makes a new version from now on."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wellserved.ground import clock
from wellserved.ground.accounts import reads as accounts
from wellserved.ground.accounts.models import Site
from wellserved.ground.accounts.rules import Verb
from wellserved.ground.journal.actor import staff as acting
from wellserved.serving.standards import actions, reads
from wellserved.serving.standards.models import Standard
from wellserved.surfaces.office.door import needs, viewer_of
from wellserved.surfaces.office.in_words import DIMENSIONS
from wellserved.surfaces.plain_form import PlainForm

UNITS = {"min": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}
KINDS = {
    "first reply": _("First reply: from the first message to our first answer"),
    "next reply": _("Next reply: from a later message to our next answer"),
    "resolution": _("Resolution: from the opening to the closing, without the time we wait"),
}
CHANNELS = [("email", _("E-mail")), ("form", _("Contact form")), ("api", _("API"))]


class StandardForm(PlainForm):
    statement = forms.CharField(
        label=_("What do you intend?"),
        max_length=300,
        help_text=_("A sentence a customer would understand."),
        widget=forms.Textarea({"rows": 2}),
    )
    kind = forms.ChoiceField(label=_("What is measured?"), choices=list(KINDS.items()))
    number = forms.IntegerField(label=_("Within"), min_value=1, max_value=10_000)
    unit = forms.ChoiceField(
        label=_("Unit"), choices=[("min", _("minutes")), ("h", _("hours")), ("d", _("days of 24 hours"))]
    )
    hours = forms.ChoiceField(
        label=_("Which time counts?"),
        choices=[(Standard.OPENING, _("Opening hours of the site")), (Standard.ALWAYS, _("Around the clock"))],
    )
    target = forms.IntegerField(label=_("Met in at least (%)"), min_value=1, max_value=100, initial=90)
    dimension = forms.ChoiceField(
        label=_("Dimension"), choices=[(key, f"{name}: {meaning}") for key, (name, meaning) in DIMENSIONS.items()]
    )
    channels = forms.MultipleChoiceField(
        label=_("Only for"), choices=CHANNELS, required=False, widget=forms.CheckboxSelectMultiple
    )

    def terms(self) -> dict[str, Any]:
        """What was told, as add_standard and change_standard take it."""
        told = dict(self.cleaned_data)
        rule = {
            "kind": told.pop("kind"),
            "within": f"{told.pop('number')} {told.pop('unit')}",
            "hours": told.pop("hours"),
        }
        return told | {"rule": rule, "target": told["target"] / 100}


def told_by(standard: Standard) -> dict[str, Any]:
    """A standard as the form shows it, in the largest unit that is exact."""
    larger = ("d", "h") if standard.hours == Standard.ALWAYS else ("h",)
    within = standard.within or timedelta()
    unit = next((name for name in larger if not within % UNITS[name]), "min")
    names = ("statement", "kind", "hours", "dimension", "channels")
    shown = {name: getattr(standard, name) for name in names}
    return shown | {"number": within // UNITS[unit], "unit": unit, "target": round(standard.target * 100)}


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.SET_UP)
def standards(request: HttpRequest) -> HttpResponse:
    form = StandardForm(request.POST or None, initial={"unit": "h", "dimension": "responsiveness"})
    if form.is_bound and form.is_valid():
        key = slugify(form.cleaned_data["statement"])[:60].strip("-") or "standard"
        try:
            actions.add_standard(key, **form.terms(), by=acting(viewer_of(request).id), at=clock.now())
        except actions.WrongStandard as wrong:
            form.add_error(None, str(wrong))
        else:
            messages.success(request, _("The standard is in force; it is measured from now on."))
            return redirect("settings_standards")
    words = {
        "standards": reads.standards(clock.now()),
        "form": form,
        "sites": _names(request),
        "dimensions": DIMENSIONS,
    }
    return render(request, "office/standards.html", words, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.SET_UP)
def standard(request: HttpRequest, standard_id: int) -> HttpResponse:
    kept = standard_of(request, standard_id)
    form = StandardForm(request.POST or None, initial=told_by(kept))
    if form.is_bound and form.is_valid():
        try:
            changed = actions.change_standard(kept, **form.terms(), by=acting(viewer_of(request).id), at=clock.now())
        except actions.WrongStandard as wrong:
            form.add_error(None, str(wrong))
        else:
            said = _("The standard is changed; what runs already keeps the one it began with.")
            messages.success(request, said if changed else _("Somebody else changed it in the meantime; look again."))
            return redirect("settings_standards")
    return render(
        request, "office/standard.html", {"standard": kept, "form": form}, status=422 if form.is_bound else 200
    )


@require_POST
@needs(Verb.SET_UP)
def end(request: HttpRequest, standard_id: int) -> HttpResponse:
    actions.end_standard(standard_of(request, standard_id), by=acting(viewer_of(request).id), at=clock.now())
    messages.success(request, _("The standard has ended; its figures stay."))
    return redirect("settings_standards")


def standard_of(request: HttpRequest, standard_id: int) -> Standard:
    """Those in force may be changed, of the whole house or of sites that the viewer reaches; others are not there."""
    scope = viewer_of(request).scope
    for kept in reads.standards(clock.now()):
        if kept.id == standard_id and all(scope.reaches(site_id) for site_id in kept.sites):
            return kept
    raise Http404


def _names(request: HttpRequest) -> dict[int, str]:
    sites: list[Site] = accounts.sites(viewer_of(request))
    return {site.id: site.name for site in sites}
