"""Every write about winning somebody back."""

from wellserved.learning.recovery.actions.asking import ask_again, judge
from wellserved.learning.recovery.actions.opening import ease, open, whose, withdraw
from wellserved.learning.recovery.actions.settling import reopen, settle
from wellserved.learning.recovery.actions.terms import set_terms
from wellserved.learning.recovery.actions.working import contact, give_back, hand_over, note_overdue, take

__all__ = [
    "ask_again",
    "contact",
    "ease",
    "give_back",
    "hand_over",
    "judge",
    "note_overdue",
    "open",
    "reopen",
    "set_terms",
    "settle",
    "take",
    "whose",
    "withdraw",
]
