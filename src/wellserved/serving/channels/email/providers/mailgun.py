"""Mailgun's calls: signed with the account's webhook key; mail as a form, what became of ours as JSON.

The signature covers a time and a token, not what is said: whoever sees one call could say anything with its proof.
So a proof grows old, and its token is good for one call only, which may be repeated word for word.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from anymail.webhooks.mailgun import MailgunInboundWebhookView, MailgunTrackingWebhookView
from django.http import HttpRequest

from wellserved.ground import clock
from wellserved.serving.channels.email.providers.anymails import arrival, built, check, events, field_bytes, news_of
from wellserved.serving.channels.email.providers.told import Call, NotGenuine, Told

GOOD_FOR = timedelta(hours=12)  # it calls again for eight hours
AHEAD = timedelta(minutes=10)  # as much as its clock or ours may be wrong


def told(request: HttpRequest, keys: Mapping[str, str]) -> Told:
    said = _said(request, keys["signing_key"])
    return replace(said, call=_call(request, keys["signing_key"]))


def _said(request: HttpRequest, key: str) -> Told:
    if request.content_type == "application/json":
        return Told(news=news_of(events(MailgunTrackingWebhookView(webhook_signing_key=key), request)))
    raw = field_bytes(request, "body-mime")
    view = MailgunInboundWebhookView(webhook_signing_key=key)
    if raw is not None:
        check(view, request)
        return Told((arrival(raw, request.POST.get("sender"), request.POST.get("recipient")),))
    return Told(tuple(built(event.message) for event in events(view, request)))


def _call(request: HttpRequest, key: str) -> Call:
    """By the token, once the signature has been checked; NotGenuine if it is too old."""
    is_json = request.content_type == "application/json"
    proof: Mapping[str, Any] = json.loads(request.body)["signature"] if is_json else request.POST
    try:
        signed_at = datetime.fromtimestamp(int(proof["timestamp"]), UTC)
    except (ValueError, OverflowError, OSError):
        raise NotGenuine("It says no time.") from None
    if not -AHEAD <= clock.now() - signed_at <= GOOD_FOR:
        raise NotGenuine("Its signature is of another time.")
    account, token = (sha256(one.encode()).hexdigest() for one in (key, str(proof["token"])))
    return Call(f"mailgun:{account[:24]}", token, sha256(request.body).hexdigest())
