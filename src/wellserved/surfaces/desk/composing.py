"""What a colleague sent with a form, in the words of a conversation."""

from collections.abc import Iterable

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from wellserved.serving.conversations.enclosing import enclosed
from wellserved.serving.conversations.rules import NewFile, NotAllowed

MOST_FILES = 20
MOST_BYTES = 100 * 1000 * 1000  # what is too large for a mail goes by a link


def attached(request: HttpRequest) -> list[NewFile]:
    """The files of the form, kept; NotAllowed says when they are too many or too large."""
    uploads = [upload for upload in request.FILES.getlist("files") if isinstance(upload, UploadedFile)]
    if len(uploads) > MOST_FILES:
        raise NotAllowed(f"Attach at most {MOST_FILES} files to one message.")
    if sum(upload.size or 0 for upload in uploads) > MOST_BYTES:
        raise NotAllowed("The files are larger than 100 MB together. Send fewer at once.")
    return list(_kept(uploads))


def _kept(uploads: Iterable["UploadedFile[bytes]"]) -> Iterable[NewFile]:
    for upload in uploads:
        data = upload.read()
        kind = upload.content_type or "application/octet-stream"
        yield enclosed(upload.name or "file", kind, data)


def number(text: str) -> int:
    """A number that the page put into its form; 0 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
