"""Every write of the e-mail door."""

from wellserved.serving.channels.email.actions.alone import NoMailbox, NotSent, send_alone, send_sample
from wellserved.serving.channels.email.actions.delivering import deliver, queue
from wellserved.serving.channels.email.actions.fates import bounced, complained, delivered, heard_from
from wellserved.serving.channels.email.actions.history import remember
from wellserved.serving.channels.email.actions.intake import hold, receive, store, take_in
from wellserved.serving.channels.email.actions.invitations import answer_invitation
from wellserved.serving.channels.email.actions.mailboxes import add_mailbox, change_mailbox, fetch_failed, fetched
from wellserved.serving.channels.email.actions.pictures import ask_about_pictures_of, show_pictures_of
from wellserved.serving.channels.email.actions.quarantine import discard, fetch_back, release
from wellserved.serving.channels.email.actions.retrying import give_up, retry, send_now
from wellserved.serving.channels.email.actions.senders import call_no_spam, call_spam, decide_about, forget_decision
from wellserved.serving.channels.email.actions.signing import forget_key, make_key, sign_with
from wellserved.serving.channels.email.actions.telling import went
from wellserved.serving.channels.email.actions.trials import begin_trial

__all__ = [
    "NoMailbox",
    "NotSent",
    "add_mailbox",
    "answer_invitation",
    "ask_about_pictures_of",
    "begin_trial",
    "bounced",
    "call_no_spam",
    "call_spam",
    "change_mailbox",
    "complained",
    "decide_about",
    "deliver",
    "delivered",
    "discard",
    "fetch_back",
    "fetch_failed",
    "fetched",
    "forget_decision",
    "forget_key",
    "give_up",
    "heard_from",
    "hold",
    "make_key",
    "queue",
    "receive",
    "release",
    "remember",
    "retry",
    "send_alone",
    "send_now",
    "send_sample",
    "show_pictures_of",
    "sign_with",
    "store",
    "take_in",
    "went",
]
