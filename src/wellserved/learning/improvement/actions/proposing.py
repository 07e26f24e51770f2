"""An improvement is proposed, and said otherwise while nobody has tried it."""

from datetime import datetime
from typing import Any

from django.db import transaction

from wellserved.ground.journal.actions import record
from wellserved.ground.journal.actor import Actor
from wellserved.learning.improvement import rules
from wellserved.learning.improvement.events import ImprovementProposed, ImprovementRevised
from wellserved.learning.improvement.models import Improvement, Step, TrialSite
from wellserved.learning.improvement.rules import Draft, NotAllowed


@transaction.atomic
def propose(draft: Draft, *, by: Actor, at: datetime) -> Improvement:
    """The improvement, to be tried by `begin`. NotAllowed tells what the draft lacks."""
    improvement = Improvement(**_columns(draft), proposed_at=at)
    improvement.save(force_insert=True)
    _set_sites(improvement, draft)
    Step(improvement=improvement, state=Improvement.PROPOSED, by_staff_id=by.id, at=at).save(force_insert=True)
    record(ImprovementProposed(at=at, by=by, improvement_id=improvement.id, **_judged_by(draft)))
    return improvement


@transaction.atomic
def revise(improvement: Improvement, draft: Draft, *, by: Actor, at: datetime) -> bool:
    """Say it otherwise. False once it was begun: what it is judged by stays as it was. NotAllowed as above."""
    columns = _columns(draft)
    if not Improvement.objects.filter(id=improvement.id, state=Improvement.PROPOSED).update(**columns):
        return False
    TrialSite.objects.filter(improvement=improvement).delete()
    _set_sites(improvement, draft)
    record(ImprovementRevised(at=at, by=by, improvement_id=improvement.id, **_judged_by(draft)))
    return True


def _columns(draft: Draft) -> dict[str, Any]:
    if fault := rules.fault(draft):
        raise NotAllowed(fault)
    return {
        "title": " ".join(draft.title.split()),
        "change": draft.change.strip(),
        "effect": draft.effect.strip(),
        "reason": draft.reason.strip(),
        "arose_from": draft.arose_from[:100],
        "planned_weeks": draft.planned_weeks,
        "owner_id": draft.owner_id,
        **_judged_by(draft),
    }


def _judged_by(draft: Draft) -> dict[str, Any]:
    return {"measure": draft.measure, "better": draft.better, "worth": draft.worth, "design": draft.design}


def _set_sites(improvement: Improvement, draft: Draft) -> None:
    compared = draft.compared - draft.treated if draft.design == Improvement.SITES else frozenset()
    TrialSite.objects.bulk_create(
        TrialSite(improvement=improvement, site_id=id, treated=id in draft.treated)
        for id in sorted(draft.treated | compared)
    )
