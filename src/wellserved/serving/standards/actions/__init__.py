"""Every write of standards: they are set, conversations are followed, misses are excused."""

from wellserved.serving.standards.actions.adopting import adopt, retire
from wellserved.serving.standards.actions.excusing import excuse, withdraw_excuse
from wellserved.serving.standards.actions.following import (
    act_on_clocks,
    follow,
    follow_again,
    follow_joining,
    hold,
)
from wellserved.serving.standards.actions.setting import Lasts, add_standard, change_standard, end_standard, take_back
from wellserved.serving.standards.writing import WrongStandard

__all__ = [
    "Lasts",
    "WrongStandard",
    "act_on_clocks",
    "add_standard",
    "adopt",
    "change_standard",
    "end_standard",
    "excuse",
    "follow",
    "follow_again",
    "follow_joining",
    "hold",
    "retire",
    "take_back",
    "withdraw_excuse",
]
