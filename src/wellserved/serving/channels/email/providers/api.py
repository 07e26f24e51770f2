"""Mail that leaves by a provider's API, through django-anymail with the mailbox's own keys."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.encoders import encode_base64
from email.message import EmailMessage
from email.mime.base import MIMEBase
from typing import Any
from urllib.parse import urlsplit

from anymail.backends import mailgun, postmark, sendgrid
from anymail.exceptions import AnymailAPIError, AnymailError, AnymailRecipientsRefused
from django.core.mail import EmailMultiAlternatives

from wellserved.ground.safety.outbound import judged
from wellserved.serving.channels.email.handing import Rejected
from wellserved.serving.channels.email.providers.anymails import MARK
from wellserved.serving.channels.email.providers.known import PROVIDERS

URLS = {
    "postmark": "https://api.postmarkapp.com/",
    "mailgun": "https://api.mailgun.net/v3/",
    "mailgun eu": "https://api.eu.mailgun.net/v3/",
    "sendgrid": "https://api.sendgrid.com/v3/",
}
# What a provider writes itself, or takes from elsewhere than from the headers.
THEIRS = frozenset(("from", "to", "cc", "bcc", "subject", "reply-to", "date", "mime-version", "dkim-signature"))
# Too large, or nothing they can read: trying again is no use. Wrong keys can be mended, and 429 means later.
HOPELESS = frozenset({400, 406, 413, 422})


@dataclass(frozen=True)
class Api:
    """`keys` by the names of providers/known.py."""

    provider: str
    keys: Mapping[str, str]

    @property
    def way(self) -> str:
        return PROVIDERS[self.provider].title

    def send(self, sender: str, recipients: Sequence[str], mail: bytes, name: str) -> Sequence[str]:
        """`sender` is the provider's to choose: it hears of bounces first."""
        backend, message = self._backend(), rebuilt(mail, recipients, name)
        if self.provider == "postmark":
            message.extra_headers["X-PM-KeepID"] = "true"
        try:
            backend.send_messages([message])
        except AnymailRecipientsRefused as refusal:
            raise Rejected(_words(refusal), list(recipients)) from None
        except AnymailAPIError as error:
            if error.status_code in HOPELESS:
                raise Rejected(_words(error)) from None
            raise
        except AnymailError as error:  # it cannot be said in their API's terms
            raise Rejected(_words(error)) from None
        status: Any = message.anymail_status  # type: ignore[attr-defined]
        unwanted = {address for address, one in status.recipients.items() if one.status in ("rejected", "invalid")}
        refused = [address for address in recipients if address in unwanted]
        # Postmark sends to nobody if it dislikes one; to django-anymail the others' state is unknown then.
        if not status.esp_response.ok:
            raise Rejected(" ".join(status.esp_response.text.split())[:500], refused)
        return refused

    def _backend(self) -> Any:
        url = URLS["mailgun eu" if self.keys.get("region") == "eu" else self.provider]
        parts = urlsplit(url)
        judged(parts.hostname or "", parts.port or 443)
        if self.provider == "postmark":
            return postmark.EmailBackend(server_token=self.keys["server_token"], api_url=url)
        if self.provider == "mailgun":
            keys = {"api_key": self.keys["api_key"], "sender_domain": self.keys["domain"]}
            return mailgun.EmailBackend(**keys, api_url=url)
        return sendgrid.EmailBackend(api_key=self.keys["api_key"], api_url=url)


def rebuilt(mail: bytes, recipients: Sequence[str], name: str) -> EmailMultiAlternatives:
    """The parts of a composed mail, as these APIs want them; its Message-ID and threading stay as they are."""
    read = message_from_bytes(mail, policy=policy.default)
    assert isinstance(read, EmailMessage)
    copies = {address.addr_spec.casefold() for address in _addresses(read, "cc")}
    message = EmailMultiAlternatives(
        subject=str(read["subject"] or ""),
        from_email=str(read["from"]),
        to=[one for one in recipients if one not in copies],
        cc=[one for one in recipients if one in copies],
        reply_to=[str(read["reply-to"])] if read["reply-to"] else None,
        headers={
            key: " ".join(str(value).split())
            for key, value in read.items()
            if key.lower() not in THEIRS and not key.lower().startswith("content-")
        },
    )
    if not message.to:  # somebody must be addressed
        message.to, message.cc = message.cc, []
    message.metadata = {MARK: name}  # type: ignore[attr-defined]
    bodies = {kind: read.get_body((kind,)) for kind in ("plain", "html")}
    if (plain := bodies["plain"]) is not None:
        message.body = plain.get_content()
    if (html := bodies["html"]) is not None:
        message.attach_alternative(html.get_content(), "text/html")
    for part in read.walk():
        if not part.is_multipart() and part not in bodies.values():
            message.attach(_enclosed(part))
    return message


def _enclosed(part: Any) -> MIMEBase:
    """In the older of Python's classes, which Django knows."""
    made = MIMEBase(part.get_content_maintype(), part.get_content_subtype())
    made.set_payload(part.get_payload(decode=True))
    encode_base64(made)
    made.add_header("Content-Disposition", part.get_content_disposition() or "attachment")
    if name := part.get_filename():
        made.set_param("filename", name, header="Content-Disposition", charset="utf-8")
    if cid := part["content-id"]:
        made["Content-ID"] = str(cid)
    return made


def _addresses(read: EmailMessage, name: str) -> Sequence[Any]:
    header: Any = read[name]
    return header.addresses if header else ()


def _words(error: AnymailError) -> str:
    return " ".join(str(error).split())[:500]
