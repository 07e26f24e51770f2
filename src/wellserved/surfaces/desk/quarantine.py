"""Mails that are not let in by themselves: to look at, to let in, to throw away and to fetch back, one or several."""

import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.translation import gettext, ngettext

from wellserved.ground.accounts.models import Staff
from wellserved.ground.accounts.rules import Verb, may
from wellserved.ground.clock import now
from wellserved.ground.journal.actor import staff
from wellserved.serving.channels.email import actions
from wellserved.serving.channels.email import reads as email
from wellserved.serving.channels.email.models import RawMail, SenderRule
from wellserved.serving.channels.email.reading.model import Person
from wellserved.serving.channels.email.reading.parse import read, read_head
from wellserved.serving.conversations.rules import NotAllowed
from wellserved.surfaces.desk.doors import asked, desk

READ_BYTES = 3_000_000  # of a larger mail only the beginning is shown, as it arrived
PEEK_BYTES = 4_000
PEEK_CHARACTERS = 3_000


@dataclass(frozen=True)
class Held:
    """A line of the page."""

    mail: RawMail
    sender: Person | None
    subject: str

    @classmethod
    def of(cls, mail: Any) -> "Held":
        reading = read_head(_unpacked(bytes(mail.beginning), email.BEGINNING_BYTES))
        return cls(mail, reading.sender, reading.subject)


@desk("GET", "POST", "PUT", "DELETE", needs=Verb.RELEASE)
def quarantine(request: HttpRequest, viewer: Staff) -> HttpResponse:
    """GET is the page. The `mails` of a form are decided on together: PUT lets them in, DELETE throws them away and
    POST fetches them back."""
    chosen = _numbers(request.POST.getlist("mails"))
    if asked(request) == "GET":
        shown = {
            "held": [Held.of(mail) for mail in email.quarantine(viewer)],
            "thrown": email.discarded(viewer, _numbers(request.GET.get("thrown", "").split(","))),
            "may_decide_for_all": may(viewer.scope, Verb.SET_UP),
            "here": "quarantine",
        }
        return render(request, "desk/quarantine.html", shown)
    if asked(request) == "POST":
        back = [mail for mail in email.discarded(viewer, chosen) if _each(actions.fetch_back, viewer)(mail)]
        messages.success(request, _counted(len(back), gettext("Fetched back.")))
        return redirect("desk:quarantine")
    mails = [mail for mail in email.quarantine(viewer) if mail.id in set(chosen)]
    if asked(request) == "PUT":
        let_in = [mail for mail in mails if _each(actions.release, viewer)(mail)]
        messages.success(request, _counted(len(let_in), gettext("Let in.")))
        return redirect("desk:quarantine")
    return _thrown(request, [mail for mail in mails if _each(actions.discard, viewer)(mail)])


@desk("GET", "PUT", "DELETE", needs=Verb.RELEASE)
def mail(request: HttpRequest, viewer: Staff, mail_id: int) -> HttpResponse:
    """GET shows its words, as text; PUT lets it in, and with `allow` whatever else its sender writes; DELETE throws
    it away."""
    found = email.quarantined(viewer, mail_id)
    if asked(request) == "GET":
        return render(request, "desk/peek.html", {"text": _words(found)})
    if asked(request) == "DELETE":
        return _thrown(request, [found] if actions.discard(found, by=staff(viewer.id), at=now()) else [])
    sender = read_head(found.content).sender
    allows = bool(request.POST.get("allow")) and sender is not None and may(viewer.scope, Verb.SET_UP)
    if allows and sender:
        try:
            actions.decide_about(sender.address, SenderRule.ALLOW, by=staff(viewer.id), at=now())
        except ValueError as fault:  # such as root@localhost
            raise NotAllowed(str(fault)) from None
    actions.release(found, by=staff(viewer.id), at=now())
    if allows and sender:
        told = gettext("Let in, as is from now on whatever %(sender)s writes.") % {"sender": sender.address}
    else:
        told = gettext("Let in: it is a conversation now.")
    messages.success(request, told)
    return redirect("desk:quarantine")


def _each(decide: Callable[..., bool], viewer: Staff) -> Callable[[RawMail], bool]:
    return lambda mail: decide(mail, by=staff(viewer.id), at=now())


def _thrown(request: HttpRequest, mails: list[RawMail]) -> HttpResponse:
    """Back to the page, which offers to fetch them back."""
    ids = ",".join(str(mail.id) for mail in mails)
    return redirect(f"{resolve_url('desk:quarantine')}{f'?thrown={ids}' if ids else ''}")


def _counted(number: int, done: str) -> str:
    mails = ngettext("%(number)d mail: ", "%(number)d mails: ", number) % {"number": number}
    return f"{mails}{done}"


def _words(mail: RawMail) -> str:
    """What a reader would see; of what is no mail or too large, how it begins."""
    if mail.size <= READ_BYTES:
        reading = read(mail.content)
        files = "".join(f"\n[{file.name}, {len(file.data)} bytes]" for file in reading.files[:20])
        if reading.text.strip() or files:
            return f"{reading.text[:PEEK_CHARACTERS]}\n{files}".strip()
    return _unpacked(bytes(mail.raw), PEEK_BYTES).decode("utf-8", "replace")


def _unpacked(packed: bytes, length: int) -> bytes:
    return zlib.decompressobj().decompress(packed, length)


def _numbers(said: Iterable[str]) -> list[int]:
    return [int(one) for one in said if one.isascii() and one.isdigit() and len(one) < 19]
