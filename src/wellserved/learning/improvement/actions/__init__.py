"""Every write about annotations and improvements."""

from wellserved.learning.improvement.actions.annotating import annotate, correct, remove, undo
from wellserved.learning.improvement.actions.deciding import begin, conclude, enter, standing_steps, undo_step
from wellserved.learning.improvement.actions.proposing import propose, revise

__all__ = [
    "annotate",
    "begin",
    "conclude",
    "correct",
    "enter",
    "propose",
    "remove",
    "revise",
    "standing_steps",
    "undo",
    "undo_step",
]
