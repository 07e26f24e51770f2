from datetime import timedelta

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from wellserved.ground import clock, ids
from wellserved.ground.journal.actor import customer as customer_actor
from wellserved.serving.channels.email.reading.quotes import split_quote
from wellserved.serving.channels.form import actions, reads
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations import links, public
from wellserved.serving.conversations.models import Conversation, Message
from wellserved.surfaces.counter import uploads
from wellserved.surfaces.counter.limits import Limit, limited
from wellserved.surfaces.counter.pages import private, sentence, shown
from wellserved.surfaces.downloads import download

OFTEN = Limit("status", times=60, within=timedelta(minutes=10))
TEXT_CHARACTERS = 20_000


@private
@require_safe
def page(request: HttpRequest, token: str) -> HttpResponse:
    """Where the matter stands; its own module asks for it again while somebody looks."""
    conversation = links.conversation_of(token, clock.now())
    return _unknown(request) if conversation is None else _shown(request, token, conversation)


@csrf_exempt  # whoever can name this address holds the only key there is, and no cookie takes part
@private
@require_POST
@limited(OFTEN)
def write(request: HttpRequest, token: str) -> HttpResponse:
    """Add to the matter; a closed one opens again."""
    at = clock.now()
    conversation = links.conversation_of(token, at)
    if conversation is None:
        return _unknown(request)
    if uploads.body_is_too_large(request):
        return uploads.refused(request)
    text = request.POST.get("text", "").replace("\0", "").strip()
    files = request.FILES.getlist("files")
    fault = uploads.fault(files)
    if not text and not files:
        fault = _("Please write something first.")
    if len(text) > TEXT_CHARACTERS:
        fault = _("Please shorten it to {most} characters.").format(most=TEXT_CHARACTERS)
    if fault:
        return _shown(request, token, conversation, fault=fault, text=text)
    actions.add(
        conversation,
        text=text,
        files=uploads.kept(files),
        key=request.POST.get("key", "")[:100],
        proven=links.is_proven(token),
        at=at,
    )
    return _back(token)


@csrf_exempt  # as above
@private
@require_POST
@limited(OFTEN)
def close(request: HttpRequest, token: str) -> HttpResponse:
    """The customer says it is solved."""
    at = clock.now()
    conversation = links.conversation_of(token, at)
    if conversation is None:
        return _unknown(request)
    conversations.close(conversation, by=customer_actor(conversation.customer_id), at=at)
    return _back(token)


@private
@require_safe
def attachment(request: HttpRequest, token: str, attachment_id: int) -> HttpResponse | FileResponse:
    """A file of the matter, as a download."""
    conversation = links.conversation_of(token, clock.now())
    if conversation is None:
        return _unknown(request)
    proven = links.is_proven(token)
    found = public.attachment(conversation, attachment_id, ours=proven)
    if found is not None and not (proven or _is_typed(found.message)):
        found = None
    return _unknown(request) if found is None else download(found)


def _shown(
    request: HttpRequest, token: str, conversation: Conversation, *, fault: str = "", text: str = ""
) -> HttpResponse:
    proven = links.is_proven(token)
    story = [
        step for step in public.story(conversation) if proven or step.kind != "received" or _is_typed(step.message)
    ]
    return shown(
        request,
        "status",
        zone=conversation.site.zone,
        status=422 if fault else 200,
        token=token,
        proven=proven,
        conversation=conversation,
        told=[(step, _words(step)) for step in story],
        address=reads.address_of(conversation.customer_id),
        key=ids.secret(12),
        fault=fault,
        text=text,
    )


def _is_typed(message: Message | None) -> bool:
    """Whether it came from a page like this. The customer's mails are not for whoever only typed their address."""
    return message is not None and actions.TYPED in message.hints


def _words(step: public.Step) -> str:
    """What a message says anew; what it repeats stands above it on the page already."""
    if step.message is None or step.kind != "received":
        return step.message.text if step.message else ""
    return split_quote(step.message.text)[0]


def _back(token: str) -> HttpResponse:
    response = redirect("status", token)
    response.status_code = 303
    return response


def _unknown(request: HttpRequest) -> HttpResponse:
    """One answer for what never was, what has expired, and what is somebody else's."""
    text = _(
        "The link is not complete, or nothing happened for {days} days. "
        "Please open it from our latest mail to you, or write to us anew."
    )
    return sentence(request, _("There is nothing here"), text.format(days=links.STATUS_LASTS.days), 404)
