"""How facts are added to the figures, how these are put together, and how beliefs about customers are kept."""

from wellserved.learning.insight.actions.adding import (
    add_answered,
    add_asked,
    add_perception,
    add_verdict,
    move,
)
from wellserved.learning.insight.actions.believing import NotALevel, believe
from wellserved.learning.insight.actions.summing import sum_up

__all__ = [
    "NotALevel",
    "add_answered",
    "add_asked",
    "add_perception",
    "add_verdict",
    "believe",
    "move",
    "sum_up",
]
