"""Every write about asking and answering."""

from wellserved.learning.feedback.actions.answering import TooLate, answer
from wellserved.learning.feedback.actions.asking import allow, invite, refuse

__all__ = ["TooLate", "allow", "answer", "invite", "refuse"]
