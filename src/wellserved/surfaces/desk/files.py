"""What came with a message: its files, and the mail itself as it arrived."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from wellserved.ground import files
from wellserved.ground.accounts.models import Staff
from wellserved.ground.accounts.rules import Verb, may
from wellserved.serving.channels.email import reads as email
from wellserved.serving.conversations import reads
from wellserved.serving.conversations.models import Attachment, Message
from wellserved.surfaces.desk.appearance import look_at
from wellserved.surfaces.desk.doors import asked, desk
from wellserved.surfaces.downloads import ALTHOUGH_INFECTED, WHOLE, address_of, at_arm_s_length

BEGINNING_BYTES, BEGINNING_LINES = 8_000, 40


@desk("GET", "POST")
def attachment(request: HttpRequest, viewer: Staff, id: int, attachment_id: int) -> HttpResponse:
    """GET gives it, or tells what to mind first; POST says that this was read."""
    found = reads.attachment(viewer, id, attachment_id)
    is_infected = found.scan == Attachment.INFECTED
    if is_infected:
        _need_right(viewer, found.message)
    warnings = look_at(found).warnings
    if asked(request) == "GET" and (is_infected or warnings):
        shown = {"file": found, "warnings": warnings, "conversation": found.message.conversation, "here": "inbox"}
        return render(request, "desk/mind.html", shown)
    return redirect(address_of(found, ALTHOUGH_INFECTED if is_infected else WHOLE))


@desk("GET")
def beginning_of_file(request: HttpRequest, viewer: Staff, id: int, attachment_id: int) -> HttpResponse:
    """How a text file begins, as text."""
    found = reads.attachment(viewer, id, attachment_id)
    if found.scan == Attachment.INFECTED or not look_at(found).kind.is_text:
        raise Attachment.DoesNotExist
    with files.path(found.sha256).open("rb") as file:
        text = file.read(BEGINNING_BYTES).decode("utf-8", "replace")
    lines = text.splitlines()[:BEGINNING_LINES]
    return render(request, "desk/peek.html", {"text": "\n".join(lines)})


@desk("GET")
def infected(request: HttpRequest, viewer: Staff) -> HttpResponse:
    """Every file in which the scanner found something, at the viewer's sites."""
    shown = {"files": reads.infected(viewer), "unscanned": reads.unscanned_files(), "here": "quarantine"}
    return render(request, "desk/infected.html", shown)


@desk("GET", "POST", needs=Verb.SEE_RAW)
def raw(request: HttpRequest, viewer: Staff, id: int, message_id: int) -> HttpResponse:
    """The mail as it arrived, byte for byte; one with an infected file only for who says that they know."""
    message = reads.message(viewer, id, message_id)
    mail = email.raw_of(viewer, message)
    harmful = [file for file in message.attachments.all() if file.scan == Attachment.INFECTED]
    if harmful:
        _need_right(viewer, message)
        if asked(request) == "GET":
            shown = {"file": harmful[0], "warnings": (), "conversation": message.conversation, "here": "inbox"}
            return render(request, "desk/mind.html", shown)
    return as_download(mail.content, f"message-{message_id}.eml")


def as_download(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type="application/octet-stream")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    at_arm_s_length(response)
    return response


def _need_right(viewer: Staff, message: Message) -> None:
    if not may(viewer.scope, Verb.OPEN_INFECTED, message.conversation.site_id):
        raise PermissionDenied
