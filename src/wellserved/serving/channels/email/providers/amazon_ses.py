"""Amazon SES speaks through SNS: JSON in JSON, signed. Mail comes whole inside it, up to 150 KB."""

import base64
import json
from collections.abc import Iterator, Mapping
from typing import Any

from anymail.webhooks.amazon_ses import AmazonSESTrackingWebhookView
from django.http import HttpRequest

from wellserved.serving.channels.email.providers import sns
from wellserved.serving.channels.email.providers.anymails import arrival, news_of
from wellserved.serving.channels.email.providers.told import Arrival, News, NoSense, NotGenuine, Told

HEADERS = frozenset({"message-id", "reply-to"})  # in which our token stands


def told(request: HttpRequest, keys: Mapping[str, str]) -> Told:
    try:
        message = json.loads(request.body)
        kind = message["Type"]
    except (ValueError, LookupError, TypeError):
        raise NotGenuine("It is no SNS message.") from None
    sns.check(message, keys["topic"])
    if kind == "SubscriptionConfirmation":
        sns.subscribe(message)
    if kind != "Notification":
        return Told()
    try:
        said = json.loads(message["Message"])
    except ValueError:
        return Told()  # "Successfully validated SNS topic ..."
    try:
        if said.get("notificationType") == "Received":
            return Told(tuple(_arrivals(said)))
        return Told(news=_news(said, message))
    except (LookupError, ValueError, TypeError, AttributeError) as error:
        raise NoSense(f"{type(error).__name__}: {error}"[:300]) from None


def _arrivals(said: Mapping[str, Any]) -> Iterator[Arrival]:
    receipt, mail = said["receipt"], said["mail"]
    if receipt["action"]["type"] != "SNS":
        raise NoSense('The receipt rule must have the action "Publish to Amazon SNS topic".')
    is_base64 = receipt["action"].get("encoding") == "BASE64"
    raw = base64.b64decode(said["content"]) if is_base64 else said["content"].encode()
    recipients = receipt.get("recipients") or [""]
    yield arrival(raw, mail.get("source"), recipients[0])


def _news(said: Mapping[str, Any], message: Mapping[str, Any]) -> tuple[News, ...]:
    mail = said.get("mail", {})
    headers = [each["value"] for each in mail.get("headers", ()) if each["name"].lower() in HEADERS]
    # Its __init__ asks for boto3, which weighs more than all of this and is not needed to read JSON.
    view = object.__new__(AmazonSESTrackingWebhookView)
    events = view.esp_to_anymail_events(said, message)
    if (said.get("bounce") or {}).get("bounceType", "Permanent") != "Permanent":
        for event in events:
            event.event_type = "deferred"
    return news_of(events, (str(mail.get("source", "")), *headers))
