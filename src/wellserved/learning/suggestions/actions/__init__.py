"""Every write about suggestions."""

from wellserved.learning.suggestions.actions.answering import decide
from wellserved.learning.suggestions.actions.making import from_response, suggest
from wellserved.learning.suggestions.actions.merging import join, merge, part
from wellserved.learning.suggestions.actions.supporting import support

__all__ = ["decide", "from_response", "join", "merge", "part", "suggest", "support"]
