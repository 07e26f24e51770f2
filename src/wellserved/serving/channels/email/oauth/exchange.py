"""The exchange with a token endpoint (RFC 6749): a code or a refresh token goes there, an access token comes back."""

import http.client
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wellserved.ground.safety import outbound
from wellserved.serving.channels.email.models import Mailbox
from wellserved.serving.channels.email.oauth.providers import PROVIDERS, Provider

MOST_BYTES = 100_000
USUAL_SECONDS = 3600  # an answer need not say how long its token lives


class Withdrawn(Exception):  # noqa: N818 - a fact; trying again is no use
    """We may not sign in any more; the message says who must do what."""


class Unavailable(Exception):  # noqa: N818 - a fact; it may be different soon
    """The provider could not be asked, or gave no sense."""


@dataclass(frozen=True)
class Granted:
    """`refresh` is "" when the one we have stays good."""

    access: str
    seconds: int
    refresh: str = ""


def traded(mailbox: Mailbox, code: str, *, verifier: str, redirect: str, secret: str) -> Granted:
    """The first tokens, for the code that the consent page sent back (with PKCE, RFC 7636)."""
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "code_verifier": verifier,
        "redirect_uri": redirect,
    }
    return _asked(mailbox, form, secret)


def renewed(mailbox: Mailbox, refresh: str, *, secret: str) -> Granted:
    """A new access token; raises Withdrawn when the refresh token is good no more."""
    return _asked(mailbox, {"grant_type": "refresh_token", "refresh_token": refresh}, secret)


def _asked(mailbox: Mailbox, form: Mapping[str, str], secret: str) -> Granted:
    provider = PROVIDERS[mailbox.oauth_provider]
    whole = {**form, "client_id": mailbox.oauth_client} | ({"client_secret": secret} if secret else {})
    try:
        answer = outbound.post_form(provider.token_url(mailbox.oauth_tenant), whole, limit_bytes=MOST_BYTES)
        found: Any = json.loads(answer.body)
    except (OSError, http.client.HTTPException, outbound.Refused, ValueError) as error:
        raise Unavailable(f"{provider.title} could not be asked for a token: {error}") from None
    if isinstance(found, dict) and answer.status == 200 and isinstance(found.get("access_token"), str):
        return Granted(
            found["access_token"], _seconds(found.get("expires_in")), str(found.get("refresh_token") or "")
        )
    raise _refusal(provider, mailbox, answer.status, found if isinstance(found, dict) else {})


def _refusal(provider: Provider, mailbox: Mailbox, status: int, found: Mapping[str, Any]) -> Exception:
    """The errors of RFC 6749, section 5.2, as something to do."""
    error, told = str(found.get("error", "")), str(found.get("error_description", ""))[:200]
    if error == "invalid_grant":
        return Withdrawn(
            f"{provider.title} no longer lets Wellserved into {mailbox.address}: the consent was withdrawn, has "
            f"expired, or the password was changed. Somebody who may sign in to {mailbox.address} must connect it "
            f'again: Settings, Mailboxes, "Connect with {provider.title}".'
        )
    if error in ("invalid_client", "unauthorized_client"):
        return Withdrawn(
            f"{provider.title} does not accept the application ({told or error}). Whoever manages your "
            f"{provider.title} organisation must check client id and secret; secrets there expire."
        )
    return Unavailable(f"{provider.title} gave no token (status {status}: {told or error or 'no reason'}).")


def _seconds(told: Any) -> int:
    try:
        return max(0, int(told))
    except (TypeError, ValueError):
        return USUAL_SECONDS
