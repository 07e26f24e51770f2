"""A message as its writer formatted it: a document of its own, in a frame that may do nothing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.clickjacking import xframe_options_sameorigin
from markupsafe import Markup

from wellserved.ground.accounts.models import Staff
from wellserved.ground.safety import letters
from wellserved.ground.safety.html import clean
from wellserved.serving.channels.email.reading.quotes_html import split_quote_html
from wellserved.serving.conversations import reads
from wellserved.serving.conversations.models import Message
from wellserved.surfaces.desk.doors import desk
from wellserved.surfaces.desk.pictures import way_to
from wellserved.surfaces.downloads import address_of

# allow-same-origin without allow-scripts: our page may measure the frame's height, nothing in it may run.
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'; sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox"
)


@xframe_options_sameorigin
@desk("GET")
def written(request: HttpRequest, viewer: Staff, id: int, message_id: int) -> HttpResponse:
    """`?pictures=1` has its remote pictures in place, each through us."""
    message = reads.message(viewer, id, message_id)
    letter = shown(message, pictures=request.GET.get("pictures") == "1")
    facts = {"letter": letter, "has_colours": letters.has_colours(letter)}
    response = render(request, "desk/written.html", facts)
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Cache-Control"] = "private, max-age=600"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def shown(message: Message, *, pictures: bool) -> str:
    """The letter, safe, with its quote folded away; it is cleaned again because rules get stricter."""
    letter = _folded(clean(message.html), reads.answer_before(message))
    files = {file.content_id.strip("<>"): file for file in message.attachments.all() if file.content_id}
    inline = letters.named_enclosures(letter) & files.keys()
    letter = letters.with_enclosed(letter, {name: address_of(files[name], "large") for name in inline})
    letter = letters.with_remote(letter, (lambda address: way_to(message, address)) if pictures else None)
    return letters.with_marked_links(letter)


def _folded(letter: str, ours: str) -> str:
    new, quoted = split_quote_html(letter, ours)
    if not quoted:
        return letter
    folded = Markup('<details class="quoted"><summary>{}</summary>').format(gettext("Quoted"))
    return f"{clean(new)}{folded}{clean(quoted)}</details>"
