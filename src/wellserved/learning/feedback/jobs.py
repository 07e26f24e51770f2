from typing import Any

from wellserved.ground import clock
from wellserved.ground.jobs.registry import register
from wellserved.learning.feedback import actions
from wellserved.learning.feedback.actions.asking import REMIND


def remind(payload: dict[str, Any]) -> None:
    actions.remind(payload["invitation"], at=clock.now())


register(REMIND, remind)
