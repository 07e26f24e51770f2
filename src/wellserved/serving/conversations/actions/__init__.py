"""Every write to a conversation. Channels call `open` and `receive`; whoever serves calls the rest."""

from wellserved.serving.conversations.actions.beginning import begin
from wellserved.serving.conversations.actions.delivery import mark_delivery
from wellserved.serving.conversations.actions.joining import join, keep_apart
from wellserved.serving.conversations.actions.noting import inspect, meet, note_moment, observe, quote_time
from wellserved.serving.conversations.actions.people import add_participant, give_to, remove_participant
from wellserved.serving.conversations.actions.receiving import open, receive
from wellserved.serving.conversations.actions.remembering import remember
from wellserved.serving.conversations.actions.reporting import report_contact
from wellserved.serving.conversations.actions.speaking import (
    addressed,
    hold,
    let_go,
    note,
    say,
    take_back,
)
from wellserved.serving.conversations.actions.state import (
    assign,
    close,
    make_urgent,
    note_due,
    note_dues,
    reopen,
    resume,
    set_topic,
    wait,
)

__all__ = [
    "add_participant",
    "addressed",
    "assign",
    "begin",
    "close",
    "give_to",
    "hold",
    "inspect",
    "join",
    "keep_apart",
    "let_go",
    "make_urgent",
    "mark_delivery",
    "meet",
    "note",
    "note_due",
    "note_dues",
    "note_moment",
    "observe",
    "open",
    "quote_time",
    "receive",
    "remember",
    "remove_participant",
    "reopen",
    "report_contact",
    "resume",
    "say",
    "set_topic",
    "take_back",
    "wait",
]
