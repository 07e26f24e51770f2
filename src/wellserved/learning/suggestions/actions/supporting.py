"""Others want the same."""

from datetime import datetime

from django.db import IntegrityError, transaction

from wellserved.ground.ids import fingerprint
from wellserved.ground.journal.actor import SYSTEM
from wellserved.learning.suggestions import events
from wellserved.learning.suggestions.actions.announce import announce
from wellserved.learning.suggestions.models import Suggestion, Support


def support(suggestion: Suggestion, token: str, *, at: datetime) -> bool:
    """Count one more voice; `token` is a secret of the browser's own. False if it has counted."""
    try:
        with transaction.atomic():
            Support(suggestion=suggestion, token=fingerprint(token), at=at).save(force_insert=True)
            announce(events.SuggestionSupported, suggestion, SYSTEM, at)
    except IntegrityError:
        return False
    return True
