"""Pictures that a letter wants from elsewhere: fetched by us when somebody asked, so that nobody learns who looked.

An address here is signed, and made only for what stands in a message. What comes back is drawn anew.
"""

import time
from collections import OrderedDict
from threading import Lock

from django.core.signing import BadSignature, Signer
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from wellserved.ground import clock, shelf
from wellserved.ground.accounts.models import Staff
from wellserved.ground.journal.actor import staff
from wellserved.ground.safety import outbound
from wellserved.ground.safety.pictures import LARGE, NoPicture, redrawn
from wellserved.serving.channels.email import actions
from wellserved.serving.conversations import reads
from wellserved.serving.conversations.models import Message
from wellserved.surfaces.desk.doors import asked, desk, to_conversation
from wellserved.surfaces.downloads import LASTS_SECONDS, picture

LARGEST_BYTES = 8_000_000
PATIENCE_SECONDS = 5.0  # for one picture
SECONDS_OF_A_LETTER = 20.0  # for all of its pictures together: who serves slowly does not hold up our house

_signer = Signer(salt="wellserved.picture", sep=".")


class Spent:
    """How long was waited for the pictures of each letter lately."""

    def __init__(self) -> None:
        self.seconds: OrderedDict[int, float] = OrderedDict()
        self.lock = Lock()

    def add(self, message_id: int, seconds: float) -> None:
        with self.lock:
            self.seconds[message_id] = self.seconds.pop(message_id, 0.0) + seconds
            while len(self.seconds) > 500:
                self.seconds.popitem(last=False)

    def left(self, message_id: int) -> float:
        return SECONDS_OF_A_LETTER - self.seconds.get(message_id, 0.0)


spent = Spent()


def way_to(message: Message, address: str) -> str:
    """Where the picture at that address is shown for the next hour, through us."""
    until = (clock.now().timestamp() // LASTS_SECONDS + 2) * LASTS_SECONDS
    return reverse(
        "desk:picture",
        args=[_signer.sign_object([message.conversation_id, message.id, address, int(until)], compress=True)],
    )


@desk("GET")
def remote(request: HttpRequest, viewer: Staff, signed: str) -> HttpResponse:
    """The picture, for who may read the letter; neither they nor the letter are told to the other side."""
    try:
        conversation_id, message_id, address, until = _signer.unsign_object(signed)
    except (BadSignature, ValueError) as forged:
        raise Http404 from forged
    if clock.now().timestamp() >= until:
        raise Http404("this address has expired; load the letter again")
    reads.message(viewer, conversation_id, message_id)
    try:
        return picture(shelf.shelved(f"remote:{address}", lambda: _fetched(message_id, address)))
    except (outbound.Refused, NoPicture) as refusal:
        response = HttpResponse(str(refusal), status=404, content_type="text/plain; charset=utf-8")
        response.headers["Cache-Control"] = "private, max-age=600"
        return response


def _fetched(message_id: int, address: str) -> bytes:
    patience = min(PATIENCE_SECONDS, spent.left(message_id))
    if patience <= 0:
        raise outbound.Refused("The pictures of this letter take too long.")
    began = time.monotonic()
    try:
        answer = outbound.get(address, limit_bytes=LARGEST_BYTES, timeout_seconds=patience)
    finally:
        spent.add(message_id, time.monotonic() - began)
    if answer.status != 200:
        raise outbound.Refused(f"The other side says {answer.status}.")
    return redrawn(answer.body, LARGE)[0]


@desk("PUT", "DELETE")
def trust(request: HttpRequest, viewer: Staff, id: int, message_id: int) -> HttpResponse:
    """PUT shows the pictures of this sender from now on, DELETE asks again."""
    message = reads.message(viewer, id, message_id)
    if asked(request) == "PUT" and message.sender:
        actions.show_pictures_of(message.sender, by=staff(viewer.id), at=clock.now())
    else:
        actions.ask_about_pictures_of(message.sender)
    return to_conversation(request, id, f"#message-{message_id}")
