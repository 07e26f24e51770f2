"""Every write of the e-mail door."""

from wellserved.serving.channels.email.actions.delivering import deliver, queue
from wellserved.serving.channels.email.actions.intake import hold, receive, store, take_in
from wellserved.serving.channels.email.actions.mailboxes import add_mailbox, change_mailbox, fetch_failed, fetched
from wellserved.serving.channels.email.actions.quarantine import discard, release
from wellserved.serving.channels.email.actions.signing import forget_key, make_key, sign_with
from wellserved.serving.channels.email.actions.telling import went

__all__ = [
    "add_mailbox",
    "change_mailbox",
    "deliver",
    "discard",
    "fetch_failed",
    "fetched",
    "forget_key",
    "hold",
    "make_key",
    "queue",
    "receive",
    "release",
    "sign_with",
    "store",
    "take_in",
    "went",
]
