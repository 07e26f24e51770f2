"""Files that came from outside, sent so that a browser keeps them at arm's length.

Whoever calls has already found the attachment through a `reads` that says it is the viewer's to see.
"""

from django.http import FileResponse, Http404

from wellserved.ground import files
from wellserved.serving.conversations.models import Attachment

# Pictures that no browser runs as a document. SVG is a document.
PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"


def download(attachment: Attachment, *, inline: bool = False) -> FileResponse:
    """The attachment as a download; `inline` shows harmless pictures in place. 404 if the bytes are gone."""
    shown = inline and attachment.content_type in PICTURES
    try:
        file = files.path(attachment.sha256).open("rb")
    except FileNotFoundError as gone:
        raise Http404("the file is no longer kept") from gone
    response = FileResponse(
        file,
        as_attachment=not shown,
        filename=attachment.name.replace("/", "_").replace("\\", "_") or "file",
        content_type=attachment.content_type if shown else "application/octet-stream",
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response
