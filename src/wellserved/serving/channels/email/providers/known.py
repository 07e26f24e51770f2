"""The providers, and what a mailbox must know of itself there."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.crypto import constant_time_compare

from wellserved.ground.safety.vault import open_sealed
from wellserved.serving.channels.email.models import Mailbox

HOOK = "hook"  # the password in the addresses that a provider calls, made by us


@dataclass(frozen=True)
class Provider:
    """`wants` and `may` name its secrets; without those of `wants` it cannot be used. `account` is the one of them
    that says whose account it is."""

    title: str
    account: str
    wants: tuple[str, ...]
    may: tuple[str, ...] = ()


PROVIDERS = {
    "postmark": Provider("Postmark", "server_token", ("server_token",)),
    "mailgun": Provider("Mailgun", "signing_key", ("api_key", "signing_key", "domain"), ("region",)),
    "sendgrid": Provider("SendGrid", "api_key", ("api_key",), ("event_key",)),
    "amazon_ses": Provider("Amazon SES", "topic", ("region", "topic"), ("smtp_user", "smtp_password")),
}
NOT_SECRET = frozenset({"region", "topic", "domain", "smtp_user", "event_key"})  # these may be shown again


def secrets_of(mailbox: Mailbox) -> Mapping[str, str]:
    """By the names above; empty before the provider was set up."""
    told = open_sealed(mailbox.provider_secret)
    return dict(json.loads(told)) if told else {}


def same_account(one: Mailbox, other: Mailbox) -> bool:
    """Whether who speaks for one of them may speak for the other: both are of one account at one provider."""
    if one.id == other.id:
        return True
    if one.provider != other.provider or one.provider not in PROVIDERS:
        return False
    name = PROVIDERS[one.provider].account
    ours, theirs = secrets_of(one).get(name, ""), secrets_of(other).get(name, "")
    return bool(ours) and constant_time_compare(ours, theirs)
