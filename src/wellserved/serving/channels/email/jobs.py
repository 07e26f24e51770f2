from typing import Any

from wellserved.ground import files
from wellserved.ground.jobs.registry import register
from wellserved.serving.channels.email.actions.delivering import DELIVER, run_deliver
from wellserved.serving.channels.email.actions.forgetting import FORGET_FILES, SWEEP, sweep_outbox
from wellserved.serving.channels.email.actions.intake import TAKE_IN, run_take_in
from wellserved.serving.channels.email.actions.trials import TRY, run_trial


def run_sweep(payload: dict[str, Any]) -> None:
    sweep_outbox(payload["names"])


def run_forget_files(payload: dict[str, Any]) -> None:
    files.discard(payload["digests"])


register(DELIVER, run_deliver)
register(TAKE_IN, run_take_in)
register(TRY, run_trial)
register(SWEEP, run_sweep)
register(FORGET_FILES, run_forget_files)
