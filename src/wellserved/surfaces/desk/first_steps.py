"""What a new house still lacks, on the page where nothing is open yet; later only what has broken."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from wellserved.ground.accounts import reads as accounts
from wellserved.ground.accounts.models import Site, Staff
from wellserved.ground.accounts.rules import Verb, may
from wellserved.ground.clock import now
from wellserved.ground.hours.reads import without_hours
from wellserved.serving.channels.email import reads as email
from wellserved.serving.channels.email.models import Mailbox
from wellserved.serving.standards import reads as standards
from wellserved.surfaces.desk.doors import desk
from wellserved.surfaces.desk.listed import listed
from wellserved.surfaces.page import known_house

NEW = timedelta(days=14)


@dataclass(frozen=True)
class Step:
    """`trouble` says what is broken, in a sentence; `href` is where it is done."""

    title: str
    words: str
    href: str
    done: bool = False
    trouble: str = ""


def first_steps(viewer: Staff, at: datetime) -> list[Step]:
    """All steps while the house is new and one is left; of an older one what is broken. Only for who may set up."""
    house = known_house()
    if house is None or not may(viewer.scope, Verb.SET_UP):
        return []
    mailboxes = [one for one in email.mailboxes_of(viewer) if one.is_active]
    mail = [_comes_in(mailboxes), _goes_out(mailboxes)]
    if at - house.created_at > NEW:
        return [step for step in mail if step.trouble]
    steps = [*mail, _hours(accounts.sites(viewer)), _colleagues(viewer), _standards(at)]
    return [] if all(step.done for step in steps) else steps


def _comes_in(mailboxes: Sequence[Mailbox]) -> Step:
    title, everywhere = _("Mail comes in"), reverse("settings_mailboxes")
    if not mailboxes:
        return Step(title, _("Tell the address that your customers write to."), everywhere)
    for box in (one for one in mailboxes if one.fetch_error):
        told = _("Mail to %(address)s can't be fetched: %(error)s") % {
            "address": box.address,
            "error": box.fetch_error,
        }
        return Step(title, "", reverse("settings_mailbox", args=[box.id]), trouble=told)
    for box in (one for one in mailboxes if not _has_arrived(one)):
        words = _("Tell the server of %(address)s, then send yourself a test and watch it arrive.")
        return Step(title, words % {"address": box.address}, reverse("settings_mailbox", args=[box.id]))
    return Step(title, _("Each of your mailboxes has received something."), everywhere, done=True)


def _has_arrived(box: Mailbox) -> bool:
    trial = None if box.fetched_at or box.provider else email.latest_trial(box)
    return bool(box.fetched_at or box.provider or (trial and trial.arrived_at))


def _goes_out(mailboxes: Sequence[Mailbox]) -> Step:
    title = _("Answers reach your customers")
    dumb = [one for one in mailboxes if not (one.smtp_host or one.provider)]
    if settings.SMTP_URL or (mailboxes and not dumb):
        return Step(title, _("Each mailbox has a server to send by."), reverse("settings_mailboxes"), done=True)
    words = _("Tell a server for sending. Until then answers are files in the folder outbox, and nobody gets them.")
    page = reverse("settings_mailbox", args=[dumb[0].id]) if dumb else reverse("settings_mailboxes")
    return Step(title, words, page)


def _hours(sites: Sequence[Site]) -> Step:
    title = _("Every site has its hours")
    silent = without_hours(site.id for site in sites)
    for site in sites:
        if site.id in silent:
            words = _("%(site)s has not told its hours, so what you intend is measured there day and night.")
            return Step(title, words % {"site": site.name}, reverse("settings_site", args=[site.id]))
    words = _("What you intend is measured in them. More branches are added here.")
    return Step(title, words, reverse("settings_sites"), done=True)


def _colleagues(viewer: Staff) -> Step:
    words = _(
        "Each has an account of their own, so that you see who serves whom. You get a link for each to sign in."
    )
    others = len(accounts.colleagues(viewer)) > 1
    return Step(_("Your colleagues are here"), words, reverse("settings_colleagues"), done=others)


def _standards(at: datetime) -> Step:
    words = _("A first answer within four opening hours is intended already. A pack for your trade brings more.")
    adopted = any(standard.pack for standard in standards.standards(at))
    return Step(_("You said what you intend"), words, reverse("settings_packs"), done=adopted)


@desk("GET", needs=Verb.SET_UP)
def page(request: HttpRequest, viewer: Staff) -> HttpResponse:
    """The steps by themselves: where a telephone shows the list alone, it leads here."""
    shown = {"listed": listed(request, viewer), "steps": first_steps(viewer, now()), "here": "inbox"}
    return render(request, "desk/inbox.html", shown)
