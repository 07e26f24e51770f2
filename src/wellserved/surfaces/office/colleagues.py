"""/office/settings/colleagues/: who serves here, in which role, at which sites."""

from collections.abc import Iterable
from datetime import timedelta

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from wellserved.ground import clock
from wellserved.ground.accounts import actions, reads
from wellserved.ground.accounts.models import Site, Staff
from wellserved.ground.accounts.rules import LADDER, Refused, Role, Verb, may_manage
from wellserved.ground.journal.actor import staff as acting
from wellserved.surfaces.office.door import needs, viewer_of
from wellserved.surfaces.plain_form import PlainForm

INVITATION_LASTS = timedelta(days=3)
ROLES = {
    Role.AGENT: _("Agent: serves customers"),
    Role.LEAD: _("Lead: also sees quality and quarantined mail"),
    Role.MANAGER: _("Manager: also sets up sites, mailboxes, standards and colleagues"),
    Role.OWNER: _("Owner: everything, at every site"),
}


class Place(PlainForm):
    """Role and sites: what the viewer may give."""

    role = forms.ChoiceField(label=_("Role"))
    sites = forms.MultipleChoiceField(label=_("Sites"), required=False, widget=forms.CheckboxSelectMultiple)

    def offer(self, viewer: Staff, sites: Iterable[Site]) -> None:
        roles = [(role.value, ROLES[role]) for role in LADDER if may_manage(viewer.scope, role)]
        self.fields["role"].choices = roles  # type: ignore[attr-defined]
        self.fields["sites"].choices = [(str(site.id), site.name) for site in sites]  # type: ignore[attr-defined]


class Invitation(Place):
    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail"), max_length=254)
    field_order = ["name", "email"]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.SET_UP)
def colleagues(request: HttpRequest) -> HttpResponse:
    """Everybody, and a form to invite one more; the invitation's link is shown once."""
    viewer = viewer_of(request)
    sites = reads.sites(viewer)
    form = Invitation(
        request.POST or None, initial={"role": Role.AGENT.value, "sites": [str(s.id) for s in sites[:1]]}
    )
    form.offer(viewer, sites)
    if form.is_bound and form.is_valid():
        told, at, by = form.cleaned_data, clock.now(), acting(viewer.id)
        chosen = [site for site in sites if str(site.id) in told["sites"]]
        try:
            staff = actions.add_staff(told["email"], name=told["name"], role=told["role"], sites=chosen, by=by, at=at)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return _with_link(request, staff)
    words = {
        "people": reads.everybody(viewer),
        "form": form,
        "manages": lambda one: may_manage(viewer.scope, one.role),
    }
    return render(request, "office/colleagues.html", words, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.SET_UP)
def colleague(request: HttpRequest, staff_id: int) -> HttpResponse:
    """Another role, other sites. Sites that the viewer does not reach stay as they are, and so does the role of
    who serves at one of them."""
    viewer, staff = viewer_of(request), managed(request, staff_id)
    sites = reads.sites(viewer)
    theirs = list(staff.sites.all())
    form = Place(request.POST or None, initial={"role": staff.role, "sites": [str(site.id) for site in theirs]})
    form.offer(viewer, sites)
    wholly = _is_wholly_managed(viewer, staff)
    if not wholly:
        form.fields["role"].choices = [(staff.role, ROLES[Role(staff.role)])]  # type: ignore[attr-defined]
    if form.is_bound and form.is_valid():
        out_of_reach = [site for site in theirs if not viewer.scope.reaches(site.id)]
        chosen = [site for site in sites if str(site.id) in form.cleaned_data["sites"]]
        try:
            actions.change_staff(
                staff,
                role=form.cleaned_data["role"],
                sites=chosen + out_of_reach,
                by=acting(viewer.id),
                at=clock.now(),
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("%(name)s is changed.") % {"name": staff.name})
            return redirect("settings_colleagues")
    words = {"staff": staff, "form": form, "wholly": wholly}
    return render(request, "office/colleague.html", words, status=422 if form.is_bound else 200)


@require_POST
@needs(Verb.SET_UP)
def activity(request: HttpRequest, staff_id: int) -> HttpResponse:
    """Close the account, or open it again (`active=yes`)."""
    staff, by = wholly_managed(request, staff_id), acting(viewer_of(request).id)
    change = actions.reactivate if request.POST.get("active") == "yes" else actions.deactivate
    try:
        change(staff, by=by, at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("settings_colleague", staff.id)


@never_cache
@require_POST
@needs(Verb.SET_UP)
def invitation(request: HttpRequest, staff_id: int) -> HttpResponse:
    """A new link to sign in with, once."""
    return _with_link(request, wholly_managed(request, staff_id))


def _with_link(request: HttpRequest, staff: Staff) -> HttpResponse:
    secret = actions.sign_in_link(staff, at=clock.now(), lasts=INVITATION_LASTS, by=acting(viewer_of(request).id))
    link = settings.PUBLIC_URL + reverse("sign_in_link", args=[secret]) + "?invited"
    return render(request, "office/invited.html", {"staff": staff, "link": link, "days": INVITATION_LASTS.days})


def managed(request: HttpRequest, staff_id: int) -> Staff:
    """The colleague, if the viewer sees and may manage them; otherwise nobody is there."""
    viewer = viewer_of(request)
    try:
        staff = reads.colleague(viewer, staff_id)
    except Staff.DoesNotExist:
        raise Http404 from None
    if not may_manage(viewer.scope, staff.role):
        raise Http404
    return staff


def wholly_managed(request: HttpRequest, staff_id: int) -> Staff:
    """The colleague, if they serve only where the viewer does: else a link would sign the viewer in elsewhere."""
    staff = managed(request, staff_id)
    if not _is_wholly_managed(viewer_of(request), staff):
        raise Http404
    return staff


def _is_wholly_managed(viewer: Staff, staff: Staff) -> bool:
    return may_manage(viewer.scope, staff.role, (site.id for site in staff.sites.all()))
