"""/office/settings/phrases/: the answers that colleagues find ready while they write."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wellserved.ground import clock
from wellserved.ground.accounts import reads as accounts
from wellserved.ground.accounts.models import Staff
from wellserved.ground.accounts.rules import Verb
from wellserved.ground.journal.actor import staff as acting
from wellserved.serving.voice import actions, reads
from wellserved.serving.voice.actions import WrongWords
from wellserved.serving.voice.models import Phrase
from wellserved.surfaces.office.door import needs, viewer_of
from wellserved.surfaces.plain_form import PlainForm

EVERYWHERE = "0"


class Wording(PlainForm):
    name = forms.CharField(label=_("Name"), max_length=80, help_text=_("What colleagues look for, such as: Parking."))
    site = forms.ChoiceField(label=_("Where"))
    text = forms.CharField(
        label=_("Answer"),
        widget=forms.Textarea,
        help_text=_(
            "{customer}, {first_name}, {site}, {reference} and {colleague} are filled in; "
            "a line with one that is not known is left out."
        ),
    )


def _form(request: HttpRequest, viewer: Staff, phrase: Phrase | None = None) -> Wording:
    """Empty, or with what is kept; where it may hold depends on who asks."""
    kept = {"name": phrase.name, "text": phrase.text, "site": str(phrase.site_id or EVERYWHERE)} if phrase else None
    form = Wording(request.POST or None, initial=kept)
    everywhere = [(EVERYWHERE, _("At every site"))] if viewer.scope.site_ids is None else []
    form.fields["site"].choices = [  # type: ignore[attr-defined]
        *everywhere,
        *((str(site.id), site.name) for site in accounts.sites(viewer)),
    ]
    return form


def _kept(request: HttpRequest, form: Wording, viewer: Staff, phrase: Phrase | None = None) -> bool:
    """Whether it is kept now; else the form says why not."""
    if not (form.is_bound and form.is_valid()):
        return False
    told = form.cleaned_data
    site = next((one for one in accounts.sites(viewer) if str(one.id) == told["site"]), None)
    try:
        actions.keep_phrase(
            told["name"], told["text"], site=site, phrase=phrase, by=acting(viewer.id), at=clock.now()
        )
    except WrongWords as wrong:
        for field, fault in wrong.faults.items():
            form.add_error(field, fault)
        return False
    messages.success(request, _("“%(name)s” is ready at the desk.") % {"name": told["name"]})
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.SET_UP)
def phrases(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    form = _form(request, viewer)
    if _kept(request, form, viewer):
        return redirect("settings_phrases")
    words = {"phrases": reads.phrases(viewer), "form": form, "everywhere": viewer.scope.site_ids is None}
    return render(request, "office/phrases.html", words, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.SET_UP)
def phrase(request: HttpRequest, phrase_id: int) -> HttpResponse:
    viewer, found = viewer_of(request), _changeable(request, phrase_id)
    form = _form(request, viewer, found)
    if _kept(request, form, viewer, found):
        return redirect("settings_phrases")
    return render(
        request, "office/phrase.html", {"phrase": found, "form": form}, status=422 if form.is_bound else 200
    )


@require_POST
@needs(Verb.SET_UP)
def drop(request: HttpRequest, phrase_id: int) -> HttpResponse:
    actions.drop_phrase(_changeable(request, phrase_id), by=acting(viewer_of(request).id), at=clock.now())
    messages.success(request, _("It is kept ready no longer."))
    return redirect("settings_phrases")


def _changeable(request: HttpRequest, phrase_id: int) -> Phrase:
    try:
        return reads.phrase_to_change(viewer_of(request), phrase_id)
    except Phrase.DoesNotExist:
        raise Http404 from None
