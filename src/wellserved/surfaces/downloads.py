"""Files that came from outside, sent so that a browser keeps them at arm's length.

Whoever calls has already found the attachment through a `reads` that says it is the viewer's to see. What a page
shows or offers has an address of its own, `/files/<signed>/`: it is good for an hour or two, and no cookie counts.
"""

from django.core.signing import BadSignature, Signer
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from wellserved.ground import clock, files, shelf
from wellserved.ground.safety.pictures import LARGE, SMALL, NoPicture, redrawn
from wellserved.serving.conversations import public
from wellserved.serving.conversations.models import Attachment

SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
LASTS_SECONDS = 3600
WHOLE, ALTHOUGH_INFECTED = "whole", "although infected"
PICTURES = {"small": SMALL, "large": LARGE}

_signer = Signer(salt="wellserved.file", sep=".")


def download(attachment: Attachment, *, although_infected: bool = False) -> FileResponse:
    """The attachment as a download. 404 if the bytes are gone, or if the scanner found something in them."""
    if attachment.scan == Attachment.INFECTED and not although_infected:
        raise Http404("something harmful was found in this file")
    try:
        file = files.path(attachment.sha256).open("rb")
    except FileNotFoundError as gone:
        raise Http404("the file is no longer kept") from gone
    name = attachment.name.replace("/", "_").replace("\\", "_") or "file"
    response = FileResponse(file, as_attachment=True, filename=name, content_type="application/octet-stream")
    at_arm_s_length(response)
    return response


def address_of(attachment: Attachment, shape: str = WHOLE) -> str:
    """Where the file is for the next hour; `shape` is WHOLE, or "small" or "large" for a redrawn picture."""
    until = (clock.now().timestamp() // LASTS_SECONDS + 2) * LASTS_SECONDS  # the same all the hour, for the cache
    return reverse("file", args=[_signer.sign_object([attachment.id, shape, int(until)])])


@require_safe
def file(request: HttpRequest, signed: str) -> HttpResponseBase:
    """What the address was made for, or a redrawn picture of it."""
    try:
        id, shape, until = _signer.unsign_object(signed)
    except (BadSignature, ValueError) as forged:
        raise Http404 from forged
    attachment = public.enclosed(id) if clock.now().timestamp() < until else None
    if attachment is None:
        raise Http404("this address has expired; open it from the conversation again")
    if shape in PICTURES:
        return _picture(attachment, PICTURES[shape])
    return download(attachment, although_infected=shape == ALTHOUGH_INFECTED)


def picture(data: bytes) -> HttpResponse:
    """A picture that we have drawn."""
    kind = "image/png" if data.startswith(b"\x89PNG") else "image/jpeg"
    response = HttpResponse(data, content_type=kind)
    response.headers["Content-Disposition"] = "inline"
    at_arm_s_length(response)
    return response


def at_arm_s_length(response: HttpResponseBase) -> None:
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "private, max-age=3600"


def _picture(attachment: Attachment, longest: int) -> HttpResponse:
    if attachment.scan == Attachment.INFECTED:
        raise Http404("something harmful was found in this file")

    def draw() -> bytes:
        return redrawn(files.path(attachment.sha256).read_bytes(), longest)[0]

    try:
        return picture(shelf.shelved(f"drawn:{longest}:{attachment.sha256}", draw))
    except (NoPicture, FileNotFoundError) as error:
        raise Http404("there is no picture to show") from error
