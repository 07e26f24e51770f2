"""Files that customers send: bounded in number and size, with names that are safe to show and to save."""

import re
import unicodedata
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import TypeAlias

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from wellserved.serving.conversations.enclosing import enclosed
from wellserved.serving.conversations.rules import NewFile
from wellserved.surfaces.counter.pages import sentence

Upload: TypeAlias = "UploadedFile[bytes]"
MOST_FILES = 10
MB = 1_000_000
FILE_MB, ALL_MB = 10, 20
NAME_CHARACTERS = 150
A_TYPE = re.compile(r"[a-z0-9][a-z0-9.+-]{0,60}/[a-z0-9][a-z0-9.+-]{0,60}")


def body_is_too_large(request: HttpRequest) -> bool:
    """Told by its head, before any of it is read."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return not length.isdigit() or int(length) > (ALL_MB + 1) * MB


def fault(uploads: Sequence[Upload]) -> str:
    """What is wrong with them and what to do, or an empty string."""
    if len(uploads) > MOST_FILES:
        return _("Please send at most {most} files; you chose {count}.").format(most=MOST_FILES, count=len(uploads))
    for upload in uploads:
        if (upload.size or 0) > FILE_MB * MB:
            said = _("“{name}” is larger than {most} MB; please send a smaller one.")
            return said.format(name=safe_name(upload.name or ""), most=FILE_MB)
    if sum(upload.size or 0 for upload in uploads) > ALL_MB * MB:
        said = _("Together the files are larger than {most} MB; please send some of them in a second message.")
        return said.format(most=ALL_MB)
    return ""


def refused(request: HttpRequest) -> HttpResponse:
    """The page for a body that is too large to be read."""
    text = _("Together the files are larger than {most} MB. Please go back and choose fewer.").format(most=ALL_MB)
    return sentence(request, _("That is too much at once"), text, 413)


def kept(uploads: Sequence[Upload]) -> list[NewFile]:
    """Their bytes on the disk, ready to go with a message."""
    return [_kept(upload) for upload in uploads if upload.size]


def safe_name(name: str) -> str:
    """The last part of a path without control and direction characters, its ending kept when it is cut."""
    printable = "".join(c for c in name if unicodedata.category(c)[0] != "C")
    path = PurePosixPath(printable.replace("\\", "/").strip(" ."))
    ending = path.suffix[:20]
    stem = path.name.removesuffix(path.suffix)[: NAME_CHARACTERS - len(ending)]
    return f"{stem}{ending}".strip() or "file"


def _kept(upload: Upload) -> NewFile:
    data = upload.read()
    claimed = (upload.content_type or "").lower()
    content_type = claimed if A_TYPE.fullmatch(claimed) else "application/octet-stream"
    return enclosed(safe_name(upload.name or ""), content_type, data)
