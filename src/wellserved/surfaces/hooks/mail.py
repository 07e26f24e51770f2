"""/hooks/mail/postmark/12/: a mail provider brings mail, and tells what became of ours."""

import logging

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from wellserved.ground import clock
from wellserved.ground.repeats.actions import InFlight
from wellserved.serving.channels.email import actions, reads
from wellserved.serving.channels.email.actions.hooks import hear
from wellserved.serving.channels.email.providers.hearing import HEAR
from wellserved.serving.channels.email.providers.known import PROVIDERS, secrets_of
from wellserved.serving.channels.email.providers.told import NoSense, NotGenuine

log = logging.getLogger("wellserved.hooks")


@csrf_exempt
@require_http_methods(["HEAD", "POST"])
def mail(request: HttpRequest, provider: str, mailbox_id: int) -> HttpResponse:
    """200 after the commit, and only then. 403 unless the provider can be known; 422 for what nobody can read."""
    mailbox = reads.hooked(mailbox_id, provider)
    if mailbox is None:
        raise Http404
    if request.method == "HEAD":  # some ask so whether anybody is there
        return HttpResponse()
    if int(request.META.get("CONTENT_LENGTH") or 0) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        return HttpResponse("It is too large.", status=413, content_type="text/plain")
    title = PROVIDERS[provider].title
    try:
        hear(mailbox, HEAR[provider](request, secrets_of(mailbox)), at=clock.now())
    except NotGenuine as verdict:
        log.warning("%s: a call in the name of %s was refused: %s", mailbox.address, title, verdict)
        return HttpResponse("Nobody knows you.", status=403, content_type="text/plain")
    except NoSense as verdict:
        log.warning("%s: %s said what nobody understands: %s", mailbox.address, title, verdict)
        actions.fetch_failed(mailbox, f"{title} called, and was not understood: {verdict}")
        return HttpResponse("It was not understood.", status=422, content_type="text/plain")
    except (RequestDataTooBig, UnreadablePostError):
        return HttpResponse("It could not be read.", status=400, content_type="text/plain")
    except InFlight:
        return HttpResponse("It is being heard. Call again.", status=503, content_type="text/plain")
    return HttpResponse()
