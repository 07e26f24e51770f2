"""Every write of the e-mail door."""

from wellserved.serving.channels.email.actions.delivering import deliver, queue
from wellserved.serving.channels.email.actions.intake import receive, store, take_in
from wellserved.serving.channels.email.actions.mailboxes import add_mailbox, fetch_failed, fetched, start_over
from wellserved.serving.channels.email.actions.quarantine import discard, release

__all__ = [
    "add_mailbox",
    "deliver",
    "discard",
    "fetch_failed",
    "fetched",
    "queue",
    "receive",
    "release",
    "start_over",
    "store",
    "take_in",
]
