from django.apps import AppConfig


class Wellserved(AppConfig):
    """Hands flow.py's wiring to the journal once all rooms are loaded."""

    name = "wellserved.config"
    label = "wellserved"

    def ready(self) -> None:
        from wellserved import flow
        from wellserved.ground.journal.dispatch import wire

        wire(flow.REACTIONS)
