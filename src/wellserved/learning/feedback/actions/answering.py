"""What a customer answers, kept once however often it comes."""

from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from wellserved.ground.ids import fingerprint
from wellserved.ground.journal.actions import record
from wellserved.ground.journal.actor import Actor
from wellserved.learning.feedback import rules
from wellserved.learning.feedback.events import Ratings, ResponseChanged, ResponseGiven
from wellserved.learning.feedback.fields import OVERALL, over, put, scores, still_asked, taken
from wellserved.learning.feedback.given import Given, Rated
from wellserved.learning.feedback.items import ITEMS
from wellserved.learning.feedback.models import Answer, Click, Door, Invitation, Rating, Response, Version
from wellserved.learning.feedback.questions import CLICKABLE, ONE, YES_NO, Question, Value
from wellserved.learning.feedback.reads import newest_version

OLDEST = timedelta(days=60)  # a kiosk without a network keeps answers for so long


class TooLate(Exception):  # noqa: N818 - reads as a sentence: raise TooLate
    """The invitation or the door has closed, or was answered more often than a person would."""


@transaction.atomic
def answer(invitation: Invitation, given: Given, *, at: datetime, confirmed: bool = True) -> Response:
    """Keep what was given, over what was given before; raises TooLate.

    A first answer that merely followed a link (`confirmed` False) counts unless it looks like a scanner's.
    """
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("conversation", "version")
    invitation = rows.get(id=invitation.id)
    if not invitation.is_open(at):
        raise TooLate
    response = Response.objects.filter(invitation=invitation).first()
    first = response is None
    response = response or _blank(invitation, at)
    response.invitation = invitation
    return _keep(response, given, first=first, confirmed=confirmed, at=at)


@transaction.atomic
def answer_at(
    door: Door,
    given: Given,
    *,
    told_as: str,
    at: datetime,
    said_at: datetime | None = None,
    version: Version | None = None,
) -> Response:
    """Keep what was given through a door, once for the name that the browser gave it; raises TooLate.

    `said_at` is when it was said, where there was no network meanwhile; `version` what was asked then, if not the
    newest.
    """
    said_at = max(min(said_at or at, at), at - OLDEST)
    door = Door.objects.select_related("survey").get(id=door.id)
    if not door.is_open(said_at):
        raise TooLate
    response, first = Response.objects.get_or_create(
        told_as=fingerprint(f"{door.id}:{told_as}"),
        defaults={
            "door": door,
            "way": door.way,
            "version": version or newest_version(door.survey),
            "site_id": door.site_id,
            "answered_at": said_at,
            "changed_at": said_at,
        },
    )
    return _keep(response, given, first=True, at=said_at) if first else change(response, given, at=at)


@transaction.atomic
def change(response: Response, given: Given, *, at: datetime) -> Response:
    """Add to an answer, or change it; raises TooLate."""
    rows = Response.objects.select_for_update(of=("self",)).select_related("invitation__version", "version")
    response = rows.get(id=response.id)
    if response.invitation:
        return answer(response.invitation, given, at=at)
    if not response.is_open(at):
        raise TooLate
    return _keep(response, given, first=False, at=at)


def _blank(invitation: Invitation, at: datetime) -> Response:
    return Response(
        invitation=invitation,
        conversation_id=invitation.conversation_id,
        version=invitation.version,
        site_id=invitation.conversation.site_id,
        team_id=invitation.team_id,
        staff_id=invitation.staff_id,
        answered_at=at,
    )


def _keep(response: Response, given: Given, *, first: bool, at: datetime, confirmed: bool = True) -> Response:
    questions = response.questions()
    before = response.given() if response.pk else Given()
    after = over(given, before)
    if response.invitation:
        after = _after_click(response.invitation, questions[0], given, after, confirmed=confirmed, at=at)
    after = still_asked(after, questions)
    response.comparison, response.words = after.comparison, after.words or ""
    response.changed_at = at
    response.save(update_fields=["comparison", "words", "changed_at"] if response.pk else None)
    _keep_ratings(response, {d: r for d, r in after.ratings.items() if r != before.ratings.get(d)})
    _keep_answers(response, before.answers, after.answers)
    _announce(response, questions, before, after, first=first, at=at)
    return response


def _after_click(
    invitation: Invitation, question: Question, given: Given, after: Given, *, confirmed: bool, at: datetime
) -> Given:
    """With the first answer that stands once this click is among the others."""
    value = taken(given, (question,)).get(question.key)
    if value is None or question.kind not in CLICKABLE or question.dimension not in ("", OVERALL):
        return after
    earlier = list(invitation.clicks.order_by("at", "id"))
    if len(earlier) >= rules.CLICKS_KEPT:
        raise TooLate
    click = Click(invitation=invitation, choice=_choice(question, value), confirmed=confirmed, at=at)
    click.save(force_insert=True)
    choice = rules.standing([c.fact() for c in (*earlier, click)])
    stands = {} if choice is None else {question.key: _chosen(question, choice)}
    kept = put(stands, (question,))
    answers = {key: value for key, value in after.answers.items() if key != question.key}
    comparison = kept.comparison if question.dimension else after.comparison
    return replace(after, comparison=comparison, answers={**answers, **kept.answers})


def _choice(question: Question, value: Value) -> int:
    return question.told.index(str(value)) if question.kind in (ONE, YES_NO) else int(value)  # type: ignore[arg-type]


def _chosen(question: Question, choice: int) -> Value:
    return question.told[choice] if question.kind in (ONE, YES_NO) else choice


def _keep_ratings(response: Response, changed: dict[str, Rated]) -> None:
    Rating.objects.bulk_create(
        [Rating(response=response, dimension=dimension, **asdict(rated)) for dimension, rated in changed.items()],
        update_conflicts=True,
        unique_fields=["response", "dimension"],
        update_fields=["comparison", "desired", "adequate", "perceived"],
    )


def _keep_answers(response: Response, before: Any, after: Any) -> None:
    if gone := [key for key in before if after.get(key) in (None, "", [])]:
        Answer.objects.filter(response=response, question__in=gone).delete()
    changed = {key: value for key, value in after.items() if value not in ("", []) and value != before.get(key)}
    Answer.objects.bulk_create(
        [Answer(response=response, question=key, value=value) for key, value in changed.items()],
        update_conflicts=True,
        unique_fields=["response", "question"],
        update_fields=["value"],
    )


def _announce(
    response: Response, questions: tuple[Question, ...], before: Given, after: Given, *, first: bool, at: datetime
) -> None:
    invitation = response.invitation
    told_scores = scores(after, questions)
    told: dict[str, Any] = {
        "at": at,
        "by": Actor("customer", invitation.customer_id if invitation else None),
        "conversation_id": response.conversation_id,
        "customer_id": invitation.customer_id if invitation else None,
        "site_id": response.site_id,
        "response_id": response.id,
        "invitation_id": invitation.id if invitation else None,
        "form": invitation.form if invitation else rules.SHORT,
        "team_id": response.team_id,
        "staff_id": response.staff_id,
        "comparison": after.comparison,
        "ratings": _listed(after),
        "version_id": response.version_id,
        "way": response.way,
        "scores": told_scores,
    }
    if first:
        record(ResponseGiven(**told))
    elif (after.comparison, _listed(after), told_scores) != (
        before.comparison,
        _listed(before),
        scores(before, questions),
    ):
        previous: dict[str, Any] = {"previous_comparison": before.comparison, "previous_ratings": _listed(before)}
        record(ResponseChanged(**told, **previous))


def _listed(given: Given) -> Ratings:
    return [[d, *asdict(given.ratings[d]).values()] for d in ITEMS if d in given.ratings]
