"""What a customer answers, kept once however often it comes."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from wellserved.ground.journal.actions import record
from wellserved.ground.journal.actor import customer as customer_actor
from wellserved.learning.feedback import rules
from wellserved.learning.feedback.events import Ratings, ResponseChanged, ResponseGiven
from wellserved.learning.feedback.given import WORDS_CHARACTERS, Given, Rated
from wellserved.learning.feedback.items import ITEMS
from wellserved.learning.feedback.models import Click, Invitation, Rating, Response


class TooLate(Exception):  # noqa: N818 - reads as a sentence: raise TooLate
    """The invitation has expired, or was answered more often than a person would."""


@transaction.atomic
def answer(invitation: Invitation, given: Given, *, at: datetime, confirmed: bool = True) -> Response:
    """Keep what was given, over what was given before; raises TooLate.

    An overall answer that merely followed a link (`confirmed` False) counts unless it looks like a scanner's.
    """
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("conversation")
    invitation = rows.get(id=invitation.id)
    if not invitation.is_open(at):
        raise TooLate
    response = Response.objects.filter(invitation=invitation).first()
    before = response.comparison if response else None
    ratings_before = _ratings(response) if response else {}
    comparison = before if given.comparison is None else _after_click(invitation, given.comparison, confirmed, at)
    ratings = {**ratings_before, **{d: r.over(ratings_before.get(d, Rated())) for d, r in given.ratings.items()}}
    first = response is None
    response = response or _blank(invitation, at)
    response.comparison = comparison
    if given.words is not None:
        response.words = given.words.strip()[:WORDS_CHARACTERS]
    response.changed_at = at
    response.save(update_fields=None if first else ["comparison", "words", "changed_at"])
    _keep_ratings(response, {d: r for d, r in ratings.items() if r != ratings_before.get(d)})
    if first:
        _announce(ResponseGiven, invitation, response, ratings, at)
    elif (comparison, ratings) != (before, ratings_before):
        _announce(
            ResponseChanged, invitation, response, ratings, at,
            previous_comparison=before, previous_ratings=_listed(ratings_before),
        )  # fmt: skip
    return response


def _after_click(invitation: Invitation, comparison: int, confirmed: bool, at: datetime) -> int | None:
    """The overall answer that stands once this click is among the others."""
    earlier = list(invitation.clicks.order_by("at", "id"))
    if len(earlier) >= rules.CLICKS_KEPT:
        raise TooLate
    click = Click(invitation=invitation, comparison=comparison, confirmed=confirmed, at=at)
    click.save(force_insert=True)
    return rules.standing([c.fact() for c in (*earlier, click)])


def _blank(invitation: Invitation, at: datetime) -> Response:
    return Response(
        invitation=invitation,
        conversation_id=invitation.conversation_id,
        site_id=invitation.conversation.site_id,
        team_id=invitation.team_id,
        staff_id=invitation.staff_id,
        answered_at=at,
    )


def _ratings(response: Response) -> dict[str, Rated]:
    return {rating.dimension: rating.rated() for rating in response.ratings.all()}


def _keep_ratings(response: Response, changed: dict[str, Rated]) -> None:
    Rating.objects.bulk_create(
        [Rating(response=response, dimension=dimension, **asdict(rated)) for dimension, rated in changed.items()],
        update_conflicts=True,
        unique_fields=["response", "dimension"],
        update_fields=["comparison", "desired", "adequate", "perceived"],
    )


def _listed(ratings: dict[str, Rated]) -> Ratings:
    return [[d, *asdict(ratings[d]).values()] for d in ITEMS if d in ratings]


def _announce(
    event: type[ResponseGiven] | type[ResponseChanged],
    invitation: Invitation,
    response: Response,
    ratings: dict[str, Rated],
    at: datetime,
    **previous: int | Ratings | None,
) -> None:
    record(
        event(
            at=at,
            by=customer_actor(invitation.customer_id),
            conversation_id=invitation.conversation_id,
            customer_id=invitation.customer_id,
            site_id=response.site_id,
            response_id=response.id,
            invitation_id=invitation.id,
            form=invitation.form,
            team_id=response.team_id,
            staff_id=response.staff_id,
            comparison=response.comparison,
            ratings=_listed(ratings),
            **previous,  # type: ignore[arg-type]
        )
    )
