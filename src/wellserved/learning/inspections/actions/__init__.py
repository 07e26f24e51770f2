"""Every write about an inspection."""

from wellserved.learning.inspections.actions.beginning import begin
from wellserved.learning.inspections.actions.ending import discard, finish
from wellserved.learning.inspections.actions.walking import add_photo, answer

__all__ = ["add_photo", "answer", "begin", "discard", "finish"]
