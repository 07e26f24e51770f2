"""SendGrid's calls: mail as a form with a password in the address; events as JSON, signed if a key was told."""

import json
import warnings
from collections.abc import Mapping

from anymail.exceptions import AnymailNotSupportedWarning
from anymail.webhooks.sendgrid import SendGridInboundWebhookView, SendGridTrackingWebhookView
from django.http import HttpRequest

from wellserved.serving.channels.email.providers.anymails import arrival, built, check, events, field_bytes, news_of
from wellserved.serving.channels.email.providers.known import HOOK
from wellserved.serving.channels.email.providers.told import Told

# Its authors have no account there any more to try it with; our own tests hold its documented payloads.
warnings.filterwarnings("ignore", category=AnymailNotSupportedWarning)


def told(request: HttpRequest, keys: Mapping[str, str]) -> Told:
    secret = f"wellserved:{keys[HOOK]}"
    if request.content_type == "application/json":
        key = keys.get("event_key", "")
        proof = {"tracking_webhook_verification_key": key} if key else {"webhook_secret": secret}
        return Told(news=news_of(events(SendGridTrackingWebhookView(**proof), request)))
    view = SendGridInboundWebhookView(webhook_secret=secret)
    raw = field_bytes(request, "email")
    if raw is None:
        return Told(tuple(built(event.message) for event in events(view, request)))
    check(view, request)
    sender, recipient = _envelope(request.POST.get("envelope", ""))
    return Told((arrival(raw, sender, recipient),))


def _envelope(written: str) -> tuple[str, str]:
    try:
        envelope = json.loads(written)
        return str(envelope["from"]), str(envelope["to"][0])
    except (ValueError, LookupError, TypeError):
        return "", ""
