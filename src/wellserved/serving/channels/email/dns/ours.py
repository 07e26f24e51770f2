"""What we know of our domains without asking the DNS."""

import ipaddress
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings

from wellserved.serving.channels.email import reads
from wellserved.serving.channels.email.dns.records import Domain, Key
from wellserved.serving.channels.email.models import Mailbox

PROVIDERS = {
    "postmark": "smtp.postmarkapp.com",
    "mailgun": "smtp.mailgun.org",
    "sendgrid": "smtp.sendgrid.net",
    "amazon_ses": "email-smtp.amazonaws.com",
}


def domains(mailboxes: Iterable[Mailbox]) -> list[Domain]:
    """The domains of these mailboxes, by name."""
    grouped: dict[str, list[Mailbox]] = {}
    for mailbox in mailboxes:
        grouped.setdefault(mailbox.domain, []).append(mailbox)
    return [_domain(name, grouped[name]) for name in sorted(grouped)]


def _domain(name: str, mailboxes: list[Mailbox]) -> Domain:
    keys = [Key(key.selector, key.public, key.signs_since is not None) for key in reads.signing_keys(name)]
    fetched = all(mailbox.imap_host or mailbox.provider for mailbox in mailboxes)
    ours = (urlsplit(settings.PUBLIC_URL).hostname or "").lower()
    takes_mail = ours if settings.LISTEN_SMTP == 25 and not fetched else ""
    return Domain(name, next(filter(None, map(_relay, mailboxes)), ""), takes_mail, keys)


def _relay(mailbox: Mailbox) -> str:
    """The server that others see our mail come from; "" for one in our own network, which they never see."""
    host = PROVIDERS.get(mailbox.provider) or mailbox.smtp_host or urlsplit(settings.SMTP_URL).hostname or ""
    try:
        return host if ipaddress.ip_address(host).is_global else ""
    except ValueError:
        return host.lower() if "." in host else ""
