"""What came with a message: its files, and the mail itself as it arrived."""

from django.http import FileResponse, HttpRequest, HttpResponse

from wellserved.ground.accounts.models import Staff
from wellserved.ground.accounts.rules import Verb
from wellserved.serving.channels.email import reads as email
from wellserved.serving.conversations import reads
from wellserved.surfaces.desk.doors import desk
from wellserved.surfaces.downloads import SANDBOX, download


@desk("GET")
def attachment(request: HttpRequest, viewer: Staff, id: int, attachment_id: int) -> FileResponse:
    found = reads.attachment(viewer, id, attachment_id)
    return download(found, inline=request.GET.get("inline") == "1")


@desk("GET", needs=Verb.SEE_RAW)
def raw(request: HttpRequest, viewer: Staff, id: int, message_id: int) -> HttpResponse:
    """The mail as it arrived, byte for byte."""
    mail = email.raw_of(viewer, reads.message(viewer, id, message_id))
    response = HttpResponse(mail.content, content_type="application/octet-stream")
    response.headers["Content-Disposition"] = f'attachment; filename="message-{message_id}.eml"'
    response.headers["Content-Security-Policy"] = SANDBOX
    return response
