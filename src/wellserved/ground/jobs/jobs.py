from wellserved.ground.jobs.registry import register

register("jobs.ping", lambda payload: None)  # shows that a worker lives (`wellserved check`)
