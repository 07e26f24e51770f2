"""Every write about themes."""

from wellserved.learning.themes.actions.dividing import divide, unite
from wellserved.learning.themes.actions.naming import hide, merge, name, part, pin, remove, restore
from wellserved.learning.themes.actions.regrouping import regroup

__all__ = ["divide", "hide", "merge", "name", "part", "pin", "regroup", "remove", "restore", "unite"]
