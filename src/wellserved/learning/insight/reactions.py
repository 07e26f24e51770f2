"""The figures follow what is announced, in the same transaction."""

from datetime import datetime

from wellserved.learning.feedback.events import CustomerAsked, ResponseChanged, ResponseGiven
from wellserved.learning.insight import actions, rules
from wellserved.serving.standards.events import (
    ExcuseWithdrawn,
    StandardExcused,
    StandardMet,
    StandardMissed,
    VerdictRestored,
    VerdictWithdrawn,
)


def judged(event: StandardMet | StandardMissed) -> None:
    verdict = "met" if isinstance(event, StandardMet) else "missed"
    actions.add_verdict(
        verdict, standard_id=event.standard_id, site_id=event.site_id, team_id=event.team_id, at=event.at
    )


def withdrawn(event: VerdictWithdrawn) -> None:
    _add(event, event.verdict, -1)


def restored(event: VerdictRestored) -> None:
    _add(event, event.verdict, 1)


def excused(event: StandardExcused | ExcuseWithdrawn) -> None:
    """A miss goes from one column to the other, on the day it was missed."""
    given = isinstance(event, StandardExcused)
    _add(event, "missed", -1 if given else 1)
    _add(event, "excused", 1 if given else -1)


def _add(
    event: VerdictWithdrawn | VerdictRestored | StandardExcused | ExcuseWithdrawn, verdict: str, count: int
) -> None:
    actions.add_verdict(
        verdict,
        standard_id=event.standard_id,
        site_id=event.site_id,
        team_id=event.team_id,
        at=datetime.fromisoformat(event.verdict_at),
        count=count,
    )


def asked(event: CustomerAsked) -> None:
    actions.add_asked(site_id=event.site_id, team_id=event.team_id, at=event.at)


def answered(event: ResponseGiven | ResponseChanged) -> None:
    now = rules.perceived(event.comparison, event.ratings)
    before: rules.Perceived = {}
    if isinstance(event, ResponseChanged):
        before = rules.perceived(event.previous_comparison, event.previous_ratings)
    where = {"site_id": event.site_id, "team_id": event.team_id}
    actions.add_perception(rules.less(now, before), response_id=event.response_id, **where)
    actions.add_answered(bool(now) - bool(before), invitation_id=event.invitation_id, **where)
