"""The figures follow what is announced, in the same transaction."""

from datetime import datetime

from wellserved.learning.feedback.events import CustomerAsked, ResponseChanged, ResponseGiven
from wellserved.learning.insight import actions, rules
from wellserved.serving.standards.events import StandardMet, StandardMissed, VerdictWithdrawn


def judged(event: StandardMet | StandardMissed) -> None:
    verdict = "met" if isinstance(event, StandardMet) else "missed"
    actions.add_verdict(
        verdict, standard_id=event.standard_id, site_id=event.site_id, team_id=event.team_id, at=event.at
    )


def withdrawn(event: VerdictWithdrawn) -> None:
    actions.add_verdict(
        event.verdict,
        standard_id=event.standard_id,
        site_id=event.site_id,
        team_id=event.team_id,
        at=datetime.fromisoformat(event.verdict_at),
        count=-1,
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
