"""The same thought twice is one, and can be two again; and a thought leads to an improvement."""

from datetime import datetime

from django.db import transaction

from wellserved.ground.journal.actor import Actor
from wellserved.learning.suggestions import events, rules
from wellserved.learning.suggestions.actions.announce import announce
from wellserved.learning.suggestions.models import Suggestion


@transaction.atomic
def merge(suggestion: Suggestion, into: Suggestion, *, by: Actor, at: datetime) -> None:
    """`into` speaks for both from now on; NotAllowed says why it cannot."""
    # Both rows are held, in one order: two who merge A into B and B into A at once must not both succeed.
    ids = sorted((suggestion.id, into.id))
    rows = {row.id: row for row in Suggestion.objects.select_for_update().filter(id__in=ids).order_by("id")}
    this, that = rows[suggestion.id], rows[into.id]
    rules.may_merge(
        same=this.id == that.id,
        same_site=this.site_id == that.site_id,
        is_merged=this.merged_into_id is not None,
        into_is_merged=that.merged_into_id is not None,
        has_merged=this.merged.exists(),
    )
    suggestion.merged_into = into
    suggestion.save(update_fields=["merged_into"])
    announce(events.SuggestionMerged, suggestion, by, at, into_id=into.id)


@transaction.atomic
def part(suggestion: Suggestion, *, by: Actor, at: datetime) -> bool:
    """Undo having merged it. False if it is one of its own."""
    from_id = suggestion.merged_into_id
    if not Suggestion.objects.filter(id=suggestion.id, merged_into__isnull=False).update(merged_into=None):
        return False
    suggestion.merged_into = None
    announce(events.SuggestionParted, suggestion, by, at, from_id=from_id)
    return True


@transaction.atomic
def join(suggestion: Suggestion, improvement_id: int | None, *, by: Actor, at: datetime) -> bool:
    """It led to this improvement; None takes that back. False if that was known."""
    rows = Suggestion.objects.filter(id=suggestion.id).exclude(improvement_id=improvement_id)
    if not rows.update(improvement_id=improvement_id):
        return False
    suggestion.improvement_id = improvement_id
    announce(events.SuggestionJoined, suggestion, by, at, improvement_id=improvement_id)
    return True
