"""Postmark's calls: JSON, with a password in the address (basic authentication)."""

import json
from collections.abc import Mapping

from anymail.webhooks.postmark import PostmarkInboundWebhookView, PostmarkTrackingWebhookView
from django.http import HttpRequest

from wellserved.serving.channels.email.providers.anymails import arrival, built, check, events, news_of
from wellserved.serving.channels.email.providers.known import HOOK
from wellserved.serving.channels.email.providers.told import NoSense, Told


def told(request: HttpRequest, keys: Mapping[str, str]) -> Told:
    secret = f"wellserved:{keys[HOOK]}"
    view = PostmarkInboundWebhookView(webhook_secret=secret)
    check(view, request)
    try:
        said = json.loads(request.body)
        is_mail = said.get("RecordType", "Inbound") == "Inbound"
    except (ValueError, AttributeError):
        raise NoSense("It is not a JSON object.") from None
    if not is_mail:
        return Told(news=news_of(events(PostmarkTrackingWebhookView(webhook_secret=secret), request)))
    found = [event.message for event in events(view, request)]
    if isinstance(raw := said.get("RawEmail"), str):
        whole = raw.encode("utf-8", "surrogatepass")
        return Told(tuple(arrival(whole, each.envelope_sender, each.envelope_recipient) for each in found))
    return Told(tuple(built(each) for each in found))
