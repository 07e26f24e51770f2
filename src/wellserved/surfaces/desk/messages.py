"""What we say: conversations/<id>/messages/ sends, the message's own address takes it back while that is possible."""

from dataclasses import replace

from django.contrib import messages as told
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from wellserved.ground.accounts.models import Staff
from wellserved.ground.clock import now
from wellserved.ground.journal.actor import staff
from wellserved.ground.safety.html import clean
from wellserved.serving.conversations import actions, reads
from wellserved.serving.conversations.rules import NotAllowed
from wellserved.surfaces.desk.composing import attached, number
from wellserved.surfaces.desk.conversation import Draft, fresh, page
from wellserved.surfaces.desk.doors import asked, desk, is_fragment, to_conversation
from wellserved.surfaces.desk.framing import framed
from wellserved.surfaces.desk.thread import fragment


@desk("GET", "POST")
def messages(request: HttpRequest, viewer: Staff, id: int) -> HttpResponse:
    if asked(request) == "POST":
        return _send(request, viewer, id)
    if is_fragment(request):
        return fragment(request, viewer, id)
    return to_conversation(request, reads.conversation(viewer, id).id)  # a refused answer's page was loaded again


def _send(request: HttpRequest, viewer: Staff, id: int) -> HttpResponse:
    """A reply, held for a moment; refused, with what was typed, when something new was said meanwhile."""
    conversation = reads.conversation(viewer, id)
    form = request.POST
    rich = form.get("html", "").strip()
    draft = Draft(
        form.get("submission", "")[:40] or fresh().submission,
        form.get("text", ""),
        clean(rich) if rich else "",
        to_all=form.get("to", "all") == "all",
    )
    news = reads.said_since(conversation, number(form.get("seen", "")), by_others_than=viewer)
    if news and not reads.was_written(conversation, draft.submission):
        return page(request, viewer, conversation, replace(draft, news=news), status=409)
    then = form.get("then", "")
    text, html = framed(viewer, conversation, draft.text, draft.html)
    try:
        actions.hold(
            conversation,
            text,
            html=html,
            files=attached(request),
            waiting=then != "open",
            closing=then == "close",
            to_all=draft.to_all,
            submission=draft.submission,
            by=staff(viewer.id),
            at=now(),
        )
    except NotAllowed as refusal:
        return page(request, viewer, conversation, replace(draft, error=str(refusal)), status=422)
    return to_conversation(request, id, "#latest")


@desk("GET", "DELETE")
def message(request: HttpRequest, viewer: Staff, id: int, message_id: int) -> HttpResponse:
    """GET leads to where it stands; DELETE takes it back, into the composer."""
    if asked(request) == "GET":
        return to_conversation(request, reads.conversation(viewer, id).id, f"#message-{message_id}")
    found = reads.message(viewer, id, message_id)
    if found.by_staff_id != viewer.id:
        raise NotAllowed(gettext("Only who wrote it can take it back."))
    if not actions.take_back(found):
        raise NotAllowed(gettext("It is on its way already and can't be taken back."))
    told.info(request, gettext("Taken back: nothing was sent."))
    draft = Draft(fresh().submission, found.text, found.html, to_all=bool(found.copies))
    return page(request, viewer, reads.conversation(viewer, id), draft)
