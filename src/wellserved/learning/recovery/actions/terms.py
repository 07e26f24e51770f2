"""How soon a site makes it right."""

from django.db import transaction

from wellserved.ground.accounts.models import Site
from wellserved.learning.recovery import rules
from wellserved.learning.recovery.models import Terms
from wellserved.learning.recovery.rules import NotAllowed


@transaction.atomic
def set_terms(site: Site, *, contact_hours: int, outcome_hours: int) -> Terms:
    """From now on, for what is opened from now on; both in opening hours. NotAllowed if they make no sense."""
    if not 1 <= contact_hours <= outcome_hours <= rules.MOST_HOURS:
        raise NotAllowed(f"Give whole hours from 1 to {rules.MOST_HOURS}; the first word comes before the outcome.")
    hours = {"contact_hours": contact_hours, "outcome_hours": outcome_hours}
    return Terms.objects.update_or_create(site=site, defaults=hours)[0]
