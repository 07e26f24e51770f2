"""Every write about winning somebody back."""

from wellserved.learning.recovery.actions.asking import ask_again, judge
from wellserved.learning.recovery.actions.opening import open, withdraw
from wellserved.learning.recovery.actions.settling import reopen, settle
from wellserved.learning.recovery.actions.terms import set_terms
from wellserved.learning.recovery.actions.working import contact, give_back, note_overdue, take

__all__ = [
    "ask_again",
    "contact",
    "give_back",
    "judge",
    "note_overdue",
    "open",
    "reopen",
    "set_terms",
    "settle",
    "take",
    "withdraw",
]
