"""Mailgun's calls: signed with the account's webhook key; mail as a form, what became of ours as JSON."""

from collections.abc import Mapping

from anymail.webhooks.mailgun import MailgunInboundWebhookView, MailgunTrackingWebhookView
from django.http import HttpRequest

from wellserved.serving.channels.email.providers.anymails import arrival, built, check, events, field_bytes, news_of
from wellserved.serving.channels.email.providers.told import Told


def told(request: HttpRequest, keys: Mapping[str, str]) -> Told:
    key = keys["signing_key"]
    if request.content_type == "application/json":
        return Told(news=news_of(events(MailgunTrackingWebhookView(webhook_signing_key=key), request)))
    raw = field_bytes(request, "body-mime")
    view = MailgunInboundWebhookView(webhook_signing_key=key)
    if raw is not None:
        check(view, request)
        return Told((arrival(raw, request.POST.get("sender"), request.POST.get("recipient")),))
    return Told(tuple(built(event.message) for event in events(view, request)))
