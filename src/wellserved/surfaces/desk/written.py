"""A message as its writer formatted it: a document of its own, in a frame that may do nothing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin

from wellserved.ground.accounts.models import Staff
from wellserved.ground.safety.html import clean
from wellserved.serving.conversations import reads
from wellserved.surfaces.desk.doors import desk

# allow-same-origin without allow-scripts: our page may measure the frame's height, nothing in it may run.
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'self'; "
    "sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox"
)


@xframe_options_sameorigin
@desk("GET")
def written(request: HttpRequest, viewer: Staff, id: int, message_id: int) -> HttpResponse:
    """It was cleaned when it came in; it is cleaned again because rules get stricter."""
    message = reads.message(viewer, id, message_id)
    pictures = {
        file.content_id.strip("<>"): f"/desk/conversations/{id}/attachments/{file.id}/?inline=1"
        for file in message.attachments.all()
        if file.content_id
    }
    html = clean(message.html)
    for content_id, href in pictures.items():
        html = html.replace(f'src="cid:{content_id}"', f'src="{href}"')
    response = render(request, "desk/written.html", {"html": html})
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Cache-Control"] = "private, max-age=3600"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
