"""Every write about suggestions."""

from wellserved.learning.suggestions.actions.answering import decide
from wellserved.learning.suggestions.actions.making import from_response, suggest
from wellserved.learning.suggestions.actions.merging import join, merge, part
from wellserved.learning.suggestions.actions.supporting import (
    ask_to_confirm,
    confirm,
    hear_again,
    hear_no_more,
    not_to_be_told,
    support,
    tell_later,
    told,
)

__all__ = [
    "ask_to_confirm",
    "confirm",
    "decide",
    "from_response",
    "hear_again",
    "hear_no_more",
    "join",
    "merge",
    "not_to_be_told",
    "part",
    "suggest",
    "support",
    "tell_later",
    "told",
]
