"""An improvement is tried, and gets its verdict; each step stays on record, also one that was taken back."""

from datetime import datetime

from django.db import transaction

from wellserved.ground.accounts.models import Site
from wellserved.ground.journal.actions import record
from wellserved.ground.journal.actor import Actor
from wellserved.ground.journal.models import Entry
from wellserved.learning.improvement.actions.annotating import annotate
from wellserved.learning.improvement.events import (
    ImprovementBegun,
    ImprovementConcluded,
    ImprovementStepUndone,
    TrialEntered,
)
from wellserved.learning.improvement.models import Annotation, Improvement, Step
from wellserved.learning.improvement.rules import NotAllowed

VERDICTS = (Improvement.ADOPTED, Improvement.DROPPED, Improvement.UNDECIDED)
LONGEST = 500


@transaction.atomic
def begin(improvement: Improvement, *, by: Actor, at: datetime) -> bool:
    """It is tried from now on; the charts of its sites show when. False if it was begun or dropped before."""
    proposed = Improvement.objects.filter(id=improvement.id, state=Improvement.PROPOSED)
    if not proposed.update(state=Improvement.TRIED, began_at=at):
        return False
    _step(improvement, Improvement.TRIED, by, at)
    record(ImprovementBegun(at=at, by=by, improvement_id=improvement.id))
    if improvement.design != Improvement.CUSTOMERS:  # with half of the customers no line begins anew
        for site in Site.objects.filter(id__in=improvement.sites.filter(treated=True).values("site_id")):
            annotate(
                at.astimezone(site.zone).date(),
                improvement.title,
                kind=Annotation.CHANGE,
                site_id=site.id,
                improvement_id=improvement.id,
                by=by,
                at=at,
            )
    return True


@transaction.atomic
def conclude(
    improvement: Improvement, verdict: str, *, words: str = "", known: str = "", by: Actor, at: datetime
) -> bool:
    """adopted, dropped or undecided, with why, and what was known then. What was never tried can only be dropped.

    False if somebody decided before. NotAllowed for another verdict.
    """
    if verdict not in VERDICTS:
        raise NotAllowed(f"The verdict is {', '.join(VERDICTS)}, not {verdict!r}.")
    before = [Improvement.TRIED, *([Improvement.PROPOSED] if verdict == Improvement.DROPPED else [])]
    undecided = Improvement.objects.filter(id=improvement.id, state__in=before)
    if not undecided.update(state=verdict, ended_at=at):
        return False
    _step(improvement, verdict, by, at, words, known)
    record(ImprovementConcluded(at=at, by=by, improvement_id=improvement.id, verdict=verdict))
    return True


@transaction.atomic
def undo_step(improvement: Improvement, *, by: Actor, at: datetime) -> bool:
    """Take the last step back while nothing followed from it: False if something did, or somebody was quicker."""
    standing = standing_steps(list(improvement.steps.all()))
    if len(standing) < 2:
        return False
    last, before = standing[-1], standing[-2]
    times = {"ended_at": None} if last.state in VERDICTS else {"ended_at": None, "began_at": None}
    if last.state == Improvement.TRIED and _customers_entered(improvement):
        return False
    if not Improvement.objects.filter(id=improvement.id, state=last.state).update(state=before.state, **times):
        return False
    if last.state == Improvement.TRIED:
        Annotation.objects.standing().filter(improvement=improvement).update(removed_at=at)
    _step(improvement, before.state, by, at, undoes=True)
    record(ImprovementStepUndone(at=at, by=by, improvement_id=improvement.id, state=before.state))
    return True


@transaction.atomic
def enter(
    improvement_id: int,
    *,
    conversation_id: int,
    customer_id: int,
    site_id: int,
    treated: bool,
    by: Actor,
    at: datetime,
) -> None:
    """A conversation begins while the improvement is tried by customer; it is recorded on which side."""
    place = {"conversation_id": conversation_id, "customer_id": customer_id, "site_id": site_id}
    record(TrialEntered(at=at, by=by, improvement_id=improvement_id, treated=treated, **place))


def standing_steps(steps: list[Step]) -> list[Step]:
    """The steps that were not taken back, in their order."""
    standing: list[Step] = []
    for step in steps:
        if step.undoes:
            standing.pop()
        else:
            standing.append(step)
    return standing


def _customers_entered(improvement: Improvement) -> bool:
    entered = Entry.objects.of_kinds(TrialEntered).filter(measures__improvement_id=improvement.id)
    return entered.filter(at__gte=improvement.began_at).exists() if improvement.began_at else entered.exists()


def _step(
    improvement: Improvement,
    state: str,
    by: Actor,
    at: datetime,
    words: str = "",
    known: str = "",
    *,
    undoes: bool = False,
) -> None:
    Step(
        improvement=improvement,
        state=state,
        undoes=undoes,
        by_staff_id=by.id if by.kind == "staff" else None,
        at=at,
        words=words.strip()[:LONGEST],
        known=known[:LONGEST],
    ).save(force_insert=True)
