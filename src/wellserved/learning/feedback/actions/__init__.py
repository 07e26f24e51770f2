"""Every write about asking and answering."""

from wellserved.learning.feedback.actions.answering import TooLate, answer, answer_at, change
from wellserved.learning.feedback.actions.asking import allow, invite, refuse, remind
from wellserved.learning.feedback.actions.defining import (
    ask_otherwise,
    close_door,
    describe,
    make,
    open_door,
    switch_off,
    switch_on,
)
from wellserved.learning.feedback.actions.pacing import Refused, keep_pace

__all__ = [
    "Refused",
    "TooLate",
    "allow",
    "answer",
    "answer_at",
    "ask_otherwise",
    "change",
    "close_door",
    "describe",
    "invite",
    "keep_pace",
    "make",
    "open_door",
    "refuse",
    "remind",
    "switch_off",
    "switch_on",
]
