"""/setup/<secret>/<step>/: answers wait in the session until the last step makes a house of them."""

import hmac
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from wellserved.ground import clock
from wellserved.ground.accounts import reads
from wellserved.ground.accounts.rules import Refused
from wellserved.ground.safety.vault import open_sealed, seal
from wellserved.surfaces.hours_editor import OFFICE_HOURS, Editor
from wellserved.surfaces.mailbox_form import MailboxForm
from wellserved.surfaces.page import known_house
from wellserved.surfaces.setup.forms import HouseForm, SiteForm, YouForm
from wellserved.surfaces.setup.founding import found

STEPS = (("house", "Your business"), ("site", "First site"), ("mailbox", "Mailbox"), ("you", "You"))
PASSWORDS = ("imap_password", "smtp_password")
View = Callable[..., HttpResponse]


def with_secret(view: View) -> View:
    """Only with the secret of the file keys/setup, and only while there is no house; otherwise nothing is here."""

    @wraps(view)
    @never_cache
    @sensitive_post_parameters()
    @require_http_methods(["GET", "HEAD", "POST"])
    def guarded(request: HttpRequest, secret: str) -> HttpResponse:
        try:
            right = (Path(settings.DATA) / "keys" / "setup").read_text().strip()
        except FileNotFoundError:
            raise Http404 from None
        if reads.house() or not right or not hmac.compare_digest(secret.encode(), right.encode()):
            raise Http404
        return view(request, secret)

    return guarded


@with_secret
def begin(request: HttpRequest, secret: str) -> HttpResponse:
    return redirect("setup_house", secret)


@with_secret
def house(request: HttpRequest, secret: str) -> HttpResponse:
    form = HouseForm(request.POST or None, initial=_told(request, "house"))
    form.fields["time_zone"].widget.attrs["data-chosen"] = form.is_bound or bool(_told(request, "house"))
    if form.is_bound and form.is_valid():
        return _next(request, secret, "house", form.cleaned_data, "site")
    return _page(request, secret, "house", form)


@with_secret
def site(request: HttpRequest, secret: str) -> HttpResponse:
    if not _told(request, "house"):
        return redirect("setup_house", secret)
    told = _told(request, "site")
    form = SiteForm(request.POST or None, initial=told)
    editor = Editor.typed(request.POST) if form.is_bound else Editor.of(told.get("weekly", OFFICE_HOURS))
    fault = editor.fault(_told(request, "house")["time_zone"]) if form.is_bound else ""
    if form.is_bound and form.is_valid() and not fault:
        return _next(request, secret, "site", form.cleaned_data | {"weekly": editor.weekly}, "mailbox")
    return _page(request, secret, "site", form, editor=editor, fault=fault)


@with_secret
def mailbox(request: HttpRequest, secret: str) -> HttpResponse:
    if not _told(request, "site"):
        return redirect("setup_site", secret)
    if "later" in request.POST:
        return _next(request, secret, "mailbox", {}, "you")
    told = _told(request, "mailbox")
    shown = told | {name: open_sealed(told[name]) for name in PASSWORDS if told.get(name)}
    form = MailboxForm(request.POST or None, initial=shown)
    if form.is_bound and form.is_valid():
        # The session rests in the database, so passwords rest in it sealed.
        sealed = {name: seal(form.cleaned_data[name]) for name in PASSWORDS}
        return _next(request, secret, "mailbox", form.cleaned_data | sealed, "you")
    return _page(request, secret, "mailbox", form)


@with_secret
def you(request: HttpRequest, secret: str) -> HttpResponse:
    told = request.session.get("setup", {})
    for step in ("house", "site", "mailbox"):
        if step not in told:
            return redirect(f"setup_{step}", secret)
    form = YouForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            owner = found(told, form.cleaned_data, clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            del request.session["setup"]
            known_house.forget()
            login(request, owner, backend="django.contrib.auth.backends.ModelBackend")
            return redirect("/desk/")
    return _page(request, secret, "you", form)


def _told(request: HttpRequest, step: str) -> dict[str, Any]:
    told: dict[str, Any] = request.session.get("setup", {}).get(step, {})
    return told


def _next(request: HttpRequest, secret: str, step: str, answers: dict[str, Any], following: str) -> HttpResponse:
    request.session["setup"] = request.session.get("setup", {}) | {step: answers}
    return redirect(f"setup_{following}", secret)


def _page(request: HttpRequest, secret: str, step: str, form: forms.Form, **more: Any) -> HttpResponse:
    reached = request.session.get("setup", {})
    status = 422 if form.is_bound else 200
    words = {"form": form, "step": step, "steps": STEPS, "reached": reached, "secret": secret, **more}
    return render(request, f"setup/{step}.html", words, status=status)
