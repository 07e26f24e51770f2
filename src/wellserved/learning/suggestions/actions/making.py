"""A suggestion comes in: by the form, from the box at the desk, or out of an answer."""

from datetime import datetime

from django.db import IntegrityError, transaction

from wellserved.ground.accounts.models import Site
from wellserved.ground.customers.actions import recognise
from wellserved.ground.customers.models import Identity
from wellserved.ground.journal.actor import SYSTEM, Actor
from wellserved.learning.feedback.models import Response
from wellserved.learning.suggestions import events, rules
from wellserved.learning.suggestions.actions.announce import announce
from wellserved.learning.suggestions.models import Suggestion


def suggest(
    site: Site,
    text: str,
    *,
    source: str = rules.FORM,
    email: str = "",
    name: str = "",
    made_at: datetime | None = None,
    submission: str | None = None,
    by: Actor = SYSTEM,
    at: datetime,
) -> Suggestion:
    """Keep it; the same `submission` again is the same one. `email` only of who wants to hear what becomes of it.

    A paper has the day on which it was written (`made_at`), and whoever types it in (`by`).
    """
    words = rules.words_of(text)
    if made_at is not None and made_at > at:
        raise rules.NotAllowed("It cannot have been written later than now.")
    suggestion = Suggestion(
        site=site,
        source=source,
        who="" if email else name.strip()[:200],
        words=words,
        made_at=made_at or at,
        typed_by_id=by.id if by.kind == "staff" else None,
        submission=submission,
    )
    try:
        with transaction.atomic():
            if email:
                suggestion.customer = recognise(Identity.EMAIL, email, name=name, at=at)
            _keep(suggestion, by, at)
    except IntegrityError:
        earlier = Suggestion.objects.filter(submission=submission).first()
        if submission is None or earlier is None:
            raise
        return earlier
    return suggestion


@transaction.atomic
def from_response(response: Response, *, by: Actor, at: datetime) -> Suggestion:
    """What a customer wrote in an answer is a suggestion; it is made one once."""
    Response.objects.select_for_update(of=("self",)).get(id=response.id)  # two who press it at once make one
    earlier = Suggestion.objects.filter(response=response).first()
    if earlier is not None:
        return earlier
    suggestion = Suggestion(
        site_id=response.site_id,
        source=rules.SURVEY,
        customer_id=response.conversation.customer_id if response.conversation else None,
        words=rules.words_of(response.words),
        made_at=response.answered_at,
        typed_by_id=by.id if by.kind == "staff" else None,
        response=response,
        conversation=response.conversation,
    )
    _keep(suggestion, by, at)
    return suggestion


def _keep(suggestion: Suggestion, by: Actor, at: datetime) -> None:
    suggestion.save(force_insert=True)
    announce(events.SuggestionMade, suggestion, by, at, source=suggestion.source)
