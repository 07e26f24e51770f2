"""The consent page of a provider: the address we send somebody to, and the state by which we know them again."""

import base64
import hashlib
import secrets
from urllib.parse import urlencode

from django.core import signing

from wellserved.serving.channels.email.models import Mailbox
from wellserved.serving.channels.email.oauth.providers import PROVIDERS

SALT = "wellserved.email.oauth"
GOOD_SECONDS = 900  # to sign in there, perhaps with a second factor


def verifier() -> str:
    """A secret that stays with the browser's session, by which the code is ours alone (PKCE, RFC 7636)."""
    return secrets.token_urlsafe(48)


def state_for(mailbox: Mailbox, staff_id: int) -> str:
    return signing.dumps([mailbox.id, staff_id], salt=SALT)


def is_state_of(state: str, mailbox: Mailbox, staff_id: int) -> bool:
    """Whether this very person left for this mailbox, not long ago."""
    try:
        return bool(signing.loads(state, salt=SALT, max_age=GOOD_SECONDS) == [mailbox.id, staff_id])
    except signing.BadSignature:
        return False


def consent_url(mailbox: Mailbox, *, redirect: str, state: str, verifier: str) -> str:
    provider = PROVIDERS[mailbox.oauth_provider]
    digest = hashlib.sha256(verifier.encode()).digest()
    asked = {
        "response_type": "code",
        "client_id": mailbox.oauth_client,
        "redirect_uri": redirect,
        "scope": provider.scope,
        "state": state,
        "login_hint": mailbox.imap_user or mailbox.address,
        "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
        **provider.further,
    }
    return f"{provider.authorize_url(mailbox.oauth_tenant)}?{urlencode(asked)}"
