"""All that was told becomes a house, in one transaction: there is never half of one."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from wellserved.ground.accounts import actions as accounts
from wellserved.ground.accounts.models import Staff
from wellserved.ground.accounts.rules import Role
from wellserved.ground.hours.actions import set_hours
from wellserved.ground.journal.actor import staff as acting
from wellserved.ground.safety.vault import open_sealed
from wellserved.serving.channels.email.actions import add_mailbox
from wellserved.serving.standards.starter import add_starter

SERVER_FIELDS = tuple(
    f"{door}_{field}" for door in ("imap", "smtp") for field in ("host", "port", "security", "user")
)


@transaction.atomic
def found(told: Mapping[str, Mapping[str, Any]], you: Mapping[str, str], at: datetime) -> Staff:
    """The owner of the new house. `told` holds the answers of the steps "house", "site" and "mailbox"."""
    zone = told["house"]["time_zone"]
    accounts.found_house(told["house"]["name"], time_zone=zone, at=at)
    site = accounts.add_site(told["site"]["name"], time_zone=zone, at=at)
    owner = accounts.add_staff(
        you["email"], name=you["name"], role=Role.OWNER, sites=[site], password=you["password"], at=at
    )
    by = acting(owner.id)
    set_hours(site, weekly=told["site"]["weekly"], holidays={}, by=by, at=at)
    add_starter(by=by, at=at)
    if mailbox := told["mailbox"]:
        add_mailbox(
            mailbox["address"],
            name=mailbox["name"] or site.name,
            site=site,
            imap_password=open_sealed(mailbox["imap_password"]),
            smtp_password=open_sealed(mailbox["smtp_password"]),
            at=at,
            **{name: mailbox[name] for name in SERVER_FIELDS},
        )
    return owner
