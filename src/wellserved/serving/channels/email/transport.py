"""How a mail leaves: through the mailbox's own server, the house's, or into the outbox folder when there is none."""

import os
import secrets
import smtplib
import ssl
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings

from wellserved.ground import clock
from wellserved.ground.safety.vault import open_sealed
from wellserved.serving.channels.email.handing import Partly as Partly
from wellserved.serving.channels.email.handing import Rejected as Rejected
from wellserved.serving.channels.email.handing import Transport as Transport
from wellserved.serving.channels.email.lines import JudgedSmtp, JudgedSmtps
from wellserved.serving.channels.email.models import Mailbox
from wellserved.serving.channels.email.oauth import sasl
from wellserved.serving.channels.email.oauth.actions import access_token
from wellserved.serving.channels.email.providers.api import Api
from wellserved.serving.channels.email.providers.known import secrets_of

TIMEOUT_SECONDS = 30


@dataclass(frozen=True)
class Outbox:
    """A file per mail. The same name overwrites, so sending again sends nothing twice."""

    folder: Path
    way: str = "outbox"

    def send(self, sender: str, recipients: Sequence[str], mail: bytes, name: str) -> Sequence[str]:
        self.folder.mkdir(parents=True, exist_ok=True)
        fresh = self.folder / f".{name}.{secrets.token_hex(4)}"
        with fresh.open("xb") as file:
            file.write(mail)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self.folder / f"{name}.eml")
        return ()


@dataclass(frozen=True)
class Smtp:
    """`security` is tls, starttls, none, or offered: STARTTLS if the server offers it.

    `token`, where there is one, gives an access token to sign in with; a new one if told which was refused.
    """

    host: str
    port: int
    security: str
    user: str = ""
    password: str = ""
    token: Callable[[str], str] | None = None
    is_judged: bool = False  # whether outbound.judged has a say in where it stands

    @property
    def way(self) -> str:
        return f"{self.host}:{self.port}"

    def send(self, sender: str, recipients: Sequence[str], mail: bytes, name: str) -> Sequence[str]:
        try:
            with self._connected() as server:
                # Who can tell what became of it is asked to, the mail itself not being sent back.
                asks = server.has_extn("dsn")
                ret, notify = (["RET=HDRS", f"ENVID={name}"], ["NOTIFY=FAILURE,DELAY"]) if asks else ([], [])
                refused = server.sendmail(sender, list(recipients), mail, ret, notify)
        except smtplib.SMTPRecipientsRefused as refusal:
            hopeless = _hopeless(refusal.recipients)
            if len(hopeless) == len(recipients):
                raise Rejected(_told(refusal.recipients), hopeless) from None
            if hopeless:
                raise Partly(_for_now(refusal.recipients), hopeless) from None
            raise
        except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as refusal:
            if refusal.smtp_code >= 500:
                raise Rejected(f"{refusal.smtp_code} {_words(refusal.smtp_error)}") from None
            raise
        hopeless = _hopeless(refused)
        if later := _for_now(refused):
            raise Partly(later, hopeless)
        return hopeless

    def _connected(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        if self.security == "tls":
            over_tls = JudgedSmtps if self.is_judged else smtplib.SMTP_SSL
            server: smtplib.SMTP = over_tls(self.host, self.port, timeout=TIMEOUT_SECONDS, context=context)
        else:
            server = (JudgedSmtp if self.is_judged else smtplib.SMTP)(self.host, self.port, timeout=TIMEOUT_SECONDS)
        try:
            server.ehlo_or_helo_if_needed()
            if self.security == "starttls" or (self.security == "offered" and server.has_extn("starttls")):
                server.starttls(context=context)
            if self.token:
                self._sign_in_by_token(server, self.token)
            elif self.user:
                server.login(self.user, self.password)
        except BaseException:
            server.close()
            raise
        return server

    def _sign_in_by_token(self, server: smtplib.SMTP, token: Callable[[str], str]) -> None:
        server.ehlo_or_helo_if_needed()
        access = token("")
        try:
            self._say_token(server, access)
        except smtplib.SMTPAuthenticationError:  # it may have been revoked before its time
            self._say_token(server, token(access))

    def _say_token(self, server: smtplib.SMTP, access: str) -> None:
        answer = sasl.answers("XOAUTH2", self.user, access)
        server.auth("XOAUTH2", lambda challenge=None: answer(challenge or b"").decode())


def transport_of(mailbox: Mailbox) -> Transport:
    """The way out for this mailbox. A provider comes before a server.

    The house's server is the operator's choice and may stand anywhere; a mailbox's own may not stand in a private
    network that is not allowed.
    """
    if mailbox.provider and (by_provider := _provided(mailbox)):
        return by_provider
    if mailbox.smtp_host:
        return _own(mailbox)
    if settings.SMTP_URL:
        return of_url(settings.SMTP_URL)
    return Outbox(Path(settings.OUTBOX))


def _provided(mailbox: Mailbox) -> Transport | None:
    """SES takes mail as every server does, with the same limits as by its API, so there is no need of another way."""
    keys = secrets_of(mailbox)
    if mailbox.provider != "amazon_ses":
        return Api(mailbox.provider, keys)
    if not keys.get("smtp_user"):
        return None
    host = f"email-smtp.{keys['region']}.amazonaws.com"
    return Smtp(host, 587, "starttls", keys["smtp_user"], keys.get("smtp_password", ""))


def _own(mailbox: Mailbox) -> Smtp:
    server = Smtp(mailbox.smtp_host, mailbox.smtp_port, mailbox.smtp_security, mailbox.smtp_user, is_judged=True)
    if mailbox.oauth_provider:
        token = partial(_token, mailbox)
        return replace(server, user=mailbox.smtp_user or mailbox.address, token=token)
    return replace(server, password=open_sealed(mailbox.smtp_secret))


def _token(mailbox: Mailbox, refused: str) -> str:
    return access_token(mailbox, at=clock.now(), refused=refused)


def of_url(url: str) -> Smtp:
    """smtp://user:password@host:25, or smtps:// for TLS from the first byte."""
    parts = urlsplit(url)
    tls = parts.scheme == "smtps"
    return Smtp(
        parts.hostname or "localhost",
        parts.port or (465 if tls else 25),
        "tls" if tls else "offered",
        unquote(parts.username or ""),
        unquote(parts.password or ""),
    )


def _hopeless(refused: Mapping[str, tuple[int, bytes]]) -> list[str]:
    return [address for address, (code, _) in refused.items() if code >= 500]


def _for_now(refused: Mapping[str, tuple[int, bytes]]) -> dict[str, str]:
    return {one: f"{code} {_words(words)}" for one, (code, words) in refused.items() if code < 500}


def _told(refused: Mapping[str, tuple[int, bytes]]) -> str:
    return "; ".join(f"{address}: {code} {_words(words)}" for address, (code, words) in refused.items())


def _words(said: bytes | str) -> str:
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else said
