"""POST customers/<id>/data/: all that the house holds of a customer, as one file for them.

Whoever gives it reaches every site that served them; of what they said in passing elsewhere they see nothing here.
"""

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from itertools import chain
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from wellserved.ground import files
from wellserved.ground.accounts.models import Staff
from wellserved.ground.accounts.rules import Verb
from wellserved.ground.clock import now
from wellserved.ground.customers import actions, personal
from wellserved.ground.journal.actor import staff
from wellserved.learning.feedback import personal as feedback
from wellserved.learning.suggestions import personal as suggestions
from wellserved.serving.channels.email.models import RawMail
from wellserved.serving.channels.email.reads import raw_of
from wellserved.serving.conversations import reads
from wellserved.serving.conversations.models import Attachment, Direction, Message
from wellserved.serving.conversations.personal import Matter, matters_with
from wellserved.surfaces.desk.doors import desk
from wellserved.surfaces.desk.merging import ELSEWHERE
from wellserved.surfaces.downloads import at_arm_s_length
from wellserved.surfaces.zipped import Entry, zipped

AT_ONCE_BYTES = 256 * 1024
_unsafe = re.compile(r"[^\w.-]+")


@desk("POST", needs=Verb.ERASE)
def data(request: HttpRequest, viewer: Staff, customer_id: int) -> HttpResponseBase:
    found = reads.customer(viewer, customer_id)
    if not reads.serves_alone(viewer, found):
        messages.error(request, _(ELSEWHERE))
        return redirect("desk:customer", found.id)
    at, known = now(), personal.held_of(found)
    own = {one["value"] for one in known["reached by"]}
    matters = list(matters_with(viewer, found.id, notes="notes" in request.POST))
    told = {
        "at": at,
        "customer": known,
        "matters": [_matter(matter, own) for matter in matters],
        "answers": feedback.held_of(viewer, found.id),
        "suggestions": suggestions.held_of(viewer, found.id),
    }
    written = json.dumps(told, default=_as_text, ensure_ascii=False, indent=2)
    readable = render_to_string("desk/personal_data.html", told, request)
    said = [message for matter in matters for message in matter.messages]
    entries = chain(
        [("data.json", [written.encode()]), ("read-me.html", [readable.encode()])], _enclosed(viewer, said, own)
    )
    actions.note_given(found, by=staff(viewer.id), at=at)
    response = StreamingHttpResponse(zipped(entries, at), content_type="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="customer-{found.id}.zip"'
    at_arm_s_length(response)
    response.headers["Cache-Control"] = "no-store"
    return response


def _enclosed(viewer: Staff, said: Iterable[Message], own: set[str]) -> Iterator[Entry]:
    """Their mails and all files, each fetched when it is sent."""
    for message in said:
        if _is_mail_of(message, own):
            with suppress(RawMail.DoesNotExist):  # the mail of another desk, imported without its bytes
                yield _mail(message), [raw_of(viewer, message).content]
        for file in message.attachments.all():
            if not _missing(file):
                yield _file(file), _parts(file)


def _as_text(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _matter(matter: Matter, own: set[str]) -> dict[str, Any]:
    about = matter.conversation
    return {
        "reference": about.reference,
        "theirs": matter.theirs,
        "site": about.site.name,
        "subject": about.subject if matter.theirs else "",
        "began": about.opened_at,
        "messages": [_message(message, own) for message in matter.messages],
    }


def _message(message: Message, own: set[str]) -> dict[str, Any]:
    return {
        "at": message.at,
        "kind": {Direction.INBOUND: "received", Direction.OUTBOUND: "sent"}.get(
            Direction(message.direction), "note of a colleague"
        ),
        "way": message.channel,
        "from": message.sender,
        "text": message.text,
        "mail": _mail(message) if _is_mail_of(message, own) else "",
        "files": [
            {"name": file.name, "bytes": file.size, "file": _missing(file) or _file(file)}
            for file in message.attachments.all()
        ],
    }


def _is_mail_of(message: Message, own: set[str]) -> bool:
    """Whether it is enclosed as it came: not others' mails, which name more people than their words do."""
    harmless = all(file.scan != Attachment.INFECTED for file in message.attachments.all())
    return harmless and message.channel == "email" and message.sender in own


def _mail(message: Message) -> str:
    return f"mails/{message.id}.eml"


def _file(file: Attachment) -> str:
    """A name that no system stumbles over, and that is no other's."""
    return f"files/{file.id}-{_unsafe.sub('_', file.name)[-80:] or 'file'}"


def _missing(file: Attachment) -> str:
    """Why it is not enclosed; empty if it is."""
    if file.scan == Attachment.INFECTED:
        return "left out: something harmful was found in it"
    return "" if files.path(file.sha256).exists() else "no longer kept"


def _parts(file: Attachment) -> Iterator[bytes]:
    with files.path(file.sha256).open("rb") as opened:
        while part := opened.read(AT_ONCE_BYTES):
            yield part
