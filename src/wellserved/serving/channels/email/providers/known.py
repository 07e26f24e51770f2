"""The providers, and what a mailbox must know of itself there."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from wellserved.ground.safety.vault import open_sealed
from wellserved.serving.channels.email.models import Mailbox

HOOK = "hook"  # the password in the addresses that a provider calls, made by us


@dataclass(frozen=True)
class Provider:
    """`wants` and `may` name its secrets; without those of `wants` it cannot be used."""

    title: str
    wants: tuple[str, ...]
    may: tuple[str, ...] = ()


PROVIDERS = {
    "postmark": Provider("Postmark", ("server_token",)),
    "mailgun": Provider("Mailgun", ("api_key", "signing_key", "domain"), ("region",)),
    "sendgrid": Provider("SendGrid", ("api_key",), ("event_key",)),
    "amazon_ses": Provider("Amazon SES", ("region", "topic"), ("smtp_user", "smtp_password")),
}
NOT_SECRET = frozenset({"region", "topic", "domain", "smtp_user", "event_key"})  # these may be shown again


def secrets_of(mailbox: Mailbox) -> Mapping[str, str]:
    """By the names above; empty before the provider was set up."""
    told = open_sealed(mailbox.provider_secret)
    return dict(json.loads(told)) if told else {}
