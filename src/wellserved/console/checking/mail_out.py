import smtplib
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from django.conf import settings

from wellserved.console.checking import Finding
from wellserved.ground.safety.vault import open_sealed
from wellserved.serving.channels.email import reads
from wellserved.serving.channels.email.providers.known import PROVIDERS

PATIENCE_SECONDS = 8

Server = tuple[str, int, str, str, str]  # host, port, security, user, password


def look() -> Iterator[Finding]:
    servers: dict[Server, list[str]] = {}
    without: list[str] = []
    for mailbox in reads.active_mailboxes():
        if mailbox.provider or (mailbox.oauth_provider and mailbox.smtp_host):
            way = PROVIDERS[mailbox.provider].title if mailbox.provider else mailbox.smtp_host
            yield Finding(f"{mailbox.address}: mail leaves by {way}; its page under Settings, Mailboxes tests that")
        elif mailbox.smtp_host:
            secret = open_sealed(mailbox.smtp_secret)
            own = (mailbox.smtp_host, mailbox.smtp_port, mailbox.smtp_security, mailbox.smtp_user, secret)
            servers.setdefault(own, []).append(mailbox.address)
        else:
            without.append(mailbox.address)
    if settings.SMTP_URL:
        servers.setdefault(_of_url(settings.SMTP_URL), []).extend(without)
    for server, addresses in servers.items():
        yield _reached(server, ", ".join(addresses) or "everybody")
    if not settings.SMTP_URL and (without or not servers):
        yield Finding(
            f"{', '.join(without) or 'mail'}: nothing leaves, each mail is a file in {settings.OUTBOX} "
            "(WELLSERVED_SMTP_URL, or the mailbox's own server, changes that)"
        )


def _reached(server: Server, whose: str) -> Finding:
    host, port, security, user, password = server
    kind = smtplib.SMTP_SSL if security == "tls" else smtplib.SMTP
    try:
        with kind(host, port, timeout=PATIENCE_SECONDS) as line:
            if security == "starttls":
                line.starttls()
            if user:
                line.login(user, password)
            line.noop()
    except smtplib.SMTPAuthenticationError as error:
        return Finding(
            f"{whose}: {host}:{port} refuses the login ({error.smtp_code})", "correct its user and password"
        )
    except (smtplib.SMTPException, OSError) as error:
        return Finding(f"{whose}: {host}:{port} cannot be used ({error})", "correct the server, port or encryption")
    return Finding(f"{whose}: {host}:{port} takes our mail")


def _of_url(url: str) -> Server:
    parts = urlsplit(url)
    security = "tls" if parts.scheme == "smtps" else "none"
    port = parts.port or (465 if security == "tls" else 25)
    return parts.hostname or "", port, security, unquote(parts.username or ""), unquote(parts.password or "")
