"""django-anymail's views, made to work for one mailbox: its secrets in, what it says out, no signals, no settings."""

import hashlib
from collections.abc import Iterable
from io import BytesIO
from typing import Any

from anymail.exceptions import AnymailConfigurationError, AnymailError, AnymailWebhookValidationFailure
from anymail.signals import EventType
from django.core.exceptions import TooManyFilesSent
from django.http import HttpRequest, QueryDict
from django.http.multipartparser import MultiPartParser, MultiPartParserError

from wellserved.serving.channels.email.envelope import enveloped
from wellserved.serving.channels.email.providers.told import Arrival, Became, News, NoSense, NotGenuine
from wellserved.serving.channels.email.reading.charsets import sane

MARK = "wellserved"  # the metadata that brings our token back
BECAME: dict[str, Became] = {
    EventType.DELIVERED: "delivered",
    EventType.DEFERRED: "delayed",
    EventType.BOUNCED: "failed",
    EventType.REJECTED: "failed",
    EventType.FAILED: "failed",
    EventType.COMPLAINED: "complained",
}


def events(view: Any, request: HttpRequest) -> list[Any]:
    """What an anymail view makes of a request; NotGenuine or NoSense in place of its own errors."""
    check(view, request)
    try:
        return list(view.parse_events(request))
    except (AnymailError, AnymailConfigurationError, LookupError, ValueError, TypeError, AttributeError) as error:
        raise NoSense(f"{type(error).__name__}: {error}"[:300]) from None


def check(view: Any, request: HttpRequest) -> None:
    try:
        view.run_validators(request)
    except AnymailWebhookValidationFailure as failure:
        raise NotGenuine(str(failure)) from None
    except (AnymailError, LookupError, ValueError, TypeError, AttributeError) as error:
        raise NotGenuine(f"{type(error).__name__}: {error}"[:300]) from None


def news_of(found: Iterable[Any], names: Iterable[str] = ()) -> tuple[News, ...]:
    """Of anymail's tracking events those that say what became of a mail."""
    return tuple(
        News(
            became=BECAME[event.event_type],
            recipient=sane(str(event.recipient or "")).casefold(),
            provider_id=sane(str(event.message_id or ""))[:255],
            names=(*names, str((event.metadata or {}).get(MARK, ""))),
            # The other side's own words: what no database takes would have the provider call again for days.
            reason=sane(str(event.mta_response or event.description or event.reject_reason or "")),
            at=event.timestamp,
        )
        for event in found
        if event.event_type in BECAME and event.recipient
    )


def arrival(raw: bytes, sender: str | None, recipient: str | None) -> Arrival:
    addresses = [recipient] if recipient else []
    return Arrival(enveloped(raw, sender or "", addresses), sane(recipient or ""))


def built(message: Any) -> Arrival:
    """A mail that anymail made of a provider's fields. Told again it is the same bytes."""
    return arrival(_bytes_of(message), message.envelope_sender, message.envelope_recipient)


def field_bytes(request: HttpRequest, name: str) -> bytes | None:
    """A form field as it was sent: mail has any charset or several, which Django would take for broken UTF-8."""
    body = request.body  # read now: a form that was parsed leaves none
    if request.content_type == "multipart/form-data":
        try:
            fields, _ = MultiPartParser(request.META, BytesIO(body), [], "latin-1").parse()
        except (MultiPartParserError, TooManyFilesSent):
            return None
    else:
        fields = QueryDict(body, encoding="latin-1")
    told = fields.get(name)
    return told.encode("latin-1") if isinstance(told, str) else None


def _bytes_of(message: Any) -> bytes:
    """Python invents boundaries by chance; here they follow from what is between them."""
    for number, part in enumerate(message.walk()):
        if part.is_multipart() and part.get_content_maintype() == "multipart":
            between = hashlib.sha256(
                repr([leaf.get_payload() for leaf in part.walk() if not leaf.is_multipart()]).encode()
            )
            part.set_boundary(f"=_{number}_{between.hexdigest()[:32]}")
    return bytes(message.as_bytes())
