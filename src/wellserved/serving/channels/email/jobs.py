from wellserved.ground.jobs.registry import register
from wellserved.serving.channels.email.actions.delivering import DELIVER, run_deliver
from wellserved.serving.channels.email.actions.intake import TAKE_IN, run_take_in

register(DELIVER, run_deliver)
register(TAKE_IN, run_take_in)
