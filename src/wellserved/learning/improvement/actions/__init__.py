"""Every write about annotations and improvements."""

from wellserved.learning.improvement.actions.annotating import annotate, correct, remove, undo

__all__ = ["annotate", "correct", "remove", "undo"]
