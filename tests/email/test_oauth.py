"""Google and Microsoft sign in by tokens: with a real Dovecot that asks a token server, and a real SMTP peer."""

import base64
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from imapclient.exceptions import LoginError

from tests.email.dovecot import Dovecot, free_port
from tests.email.tokens import TokenServer
from tests.world import World
from wellserved.ground.safety.vault import open_sealed, seal
from wellserved.serving.channels.email.imap import connected, sweep
from wellserved.serving.channels.email.models import Mailbox
from wellserved.serving.channels.email.oauth import actions as oauth
from wellserved.serving.channels.email.oauth import sasl
from wellserved.serving.channels.email.oauth.exchange import Unavailable, Withdrawn, traded
from wellserved.serving.channels.email.oauth.providers import PROVIDERS
from wellserved.serving.channels.email.tests.letters import letter
from wellserved.serving.channels.email.transport import transport_of
from wellserved.serving.channels.email.trouble import REFUSED_WAIT, trouble

pytestmark = [pytest.mark.server, pytest.mark.django_db]
USER = "hello@linden.example"


@pytest.fixture
def google(world: World, tokens: TokenServer, monkeypatch: pytest.MonkeyPatch) -> Mailbox:
    """Linden House's mailbox, as if it were Google's."""
    monkeypatch.setitem(PROVIDERS, "google", replace(PROVIDERS["google"], token=f"{tokens.url}/token"))
    oauth.forget()
    mailbox = world.hello
    mailbox.oauth_provider, mailbox.oauth_client = "google", "client"
    mailbox.oauth_client_secret, mailbox.oauth_refresh_secret = seal("client secret"), seal("grant-1")
    mailbox.imap_host, mailbox.imap_security = "127.0.0.1", "none"
    mailbox.smtp_host, mailbox.smtp_security = "127.0.0.1", "none"
    mailbox.save()
    return mailbox


@pytest.fixture
def at_dovecot(google: Mailbox, dovecot: Dovecot) -> Mailbox:
    google.imap_port = dovecot.port
    google.save()
    return google


def look(mailbox: Mailbox) -> int:
    mailbox.refresh_from_db()
    with connected(mailbox) as client:
        return sweep(client, mailbox)


@pytest.mark.parametrize("mechanism", sasl.MECHANISMS)
def test_mail_is_fetched_with_a_token(
    mechanism: str, at_dovecot: Mailbox, dovecot: Dovecot, tokens: TokenServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sasl, "MECHANISMS", (mechanism,))
    dovecot.put(USER, letter("by token"))
    assert look(at_dovecot) == 1
    assert tokens.asked[0]["client_secret"] == "client secret"
    look(at_dovecot)
    assert len(tokens.asked) == 1, "the token is kept while it is good"


def test_a_token_is_renewed_shortly_before_it_expires(google: Mailbox, tokens: TokenServer, at: datetime) -> None:
    first = oauth.access_token(google, at=at)
    assert oauth.access_token(google, at=at + timedelta(minutes=57)) == first
    assert oauth.access_token(google, at=at + timedelta(minutes=59)) != first


def test_a_token_revoked_before_its_time_is_renewed_once(at_dovecot: Mailbox, tokens: TokenServer) -> None:
    look(at_dovecot)
    tokens.revoke_all()
    look(at_dovecot)
    assert len(tokens.asked) == 2


def test_a_server_that_refuses_fresh_tokens_is_not_hammered(at_dovecot: Mailbox, tokens: TokenServer) -> None:
    tokens.address = "somebody-else@linden.example"
    with pytest.raises(LoginError) as refusal:
        look(at_dovecot)
    assert len(tokens.asked) == 2
    assert trouble(refusal.value, "imap.gmail.com:993").wait == REFUSED_WAIT


def test_a_withdrawn_consent_says_who_must_do_what(at_dovecot: Mailbox, tokens: TokenServer) -> None:
    tokens.grants.clear()
    with pytest.raises(Withdrawn, match=r"Somebody who may sign in to hello@linden\.example must connect it again"):
        look(at_dovecot)


def test_a_provider_that_is_away_is_asked_again(google: Mailbox, tokens: TokenServer, at: datetime) -> None:
    tokens.is_down = True
    with pytest.raises(Unavailable):
        oauth.access_token(google, at=at)
    tokens.is_down = False
    assert oauth.access_token(google, at=at)


def test_a_new_refresh_token_takes_the_place_of_the_old(google: Mailbox, tokens: TokenServer, at: datetime) -> None:
    tokens.rotates = True
    for hour in range(3):
        oauth.access_token(Mailbox.objects.get(id=google.id), at=at + timedelta(hours=2 * hour))
    assert {open_sealed(Mailbox.objects.get(id=google.id).oauth_refresh_secret)} == tokens.grants


def test_a_code_becomes_a_lasting_grant(google: Mailbox, tokens: TokenServer, at: datetime) -> None:
    tokens.codes["code-1"] = "challenge"
    google.oauth_refresh_secret = ""
    google.save()
    with pytest.raises(Withdrawn, match="not connected yet"):
        oauth.access_token(google, at=at)
    granted = traded(google, "code-1", verifier="v", redirect="https://desk/x", secret="client secret")
    oauth.connect(google, granted, at=at)
    assert oauth.access_token(Mailbox.objects.get(id=google.id), at=at) == granted.access


class _Google:
    """An SMTP server that knows XOAUTH2."""

    def __init__(self, tokens: TokenServer) -> None:
        self.tokens = tokens
        self.mails: list[Envelope] = []

    async def auth_XOAUTH2(self, server: SMTP, words: list[str]) -> AuthResult:  # noqa: N802 - aiosmtpd's names
        said = await server.challenge_auth("") if len(words) == 1 else base64.b64decode(words[1])
        token = bytes(said).split(b"Bearer ")[1].split(b"\x01")[0].decode()  # type: ignore[arg-type]
        if self.tokens.good.get(token) == USER:
            return AuthResult(success=True, auth_data=LoginPassword(b"", b""))
        assert await server.challenge_auth('{"status":"400"}') == b""
        return AuthResult(success=False, handled=False)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.mails.append(envelope)
        return "250 taken"


@pytest.mark.filterwarnings("ignore:Requiring AUTH")
def test_mail_leaves_with_the_same_token(google: Mailbox, tokens: TokenServer, at: datetime) -> None:
    handler, port = _Google(tokens), free_port()
    google.smtp_port = port
    server: Any = Controller(handler, hostname="127.0.0.1", port=port, auth_require_tls=False, auth_required=True)
    server.start()
    try:
        send = transport_of(google).send
        send(USER, ["alice@example.org"], letter(), "a")
        tokens.revoke_all()
        send(USER, ["alice@example.org"], letter(), "b")
        assert (len(handler.mails), len(tokens.asked)) == (2, 2)
        tokens.grants.clear()
        tokens.revoke_all()
        with pytest.raises(Withdrawn):
            send(USER, ["alice@example.org"], letter(), "c")
    finally:
        server.stop()
