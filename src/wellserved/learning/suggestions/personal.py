"""What a customer suggested and supported, for them to have: as plain data."""

from typing import Any

from wellserved.ground.accounts.models import Staff
from wellserved.learning.suggestions.models import Suggestion, Support


def held_of(viewer: Staff, customer_id: int) -> dict[str, list[dict[str, Any]]]:
    """`made` in their own words, with what became of it; `supported` as it is made public."""
    seen = Suggestion.objects.within(viewer.scope)
    made = seen.filter(customer_id=customer_id).select_related("site").order_by("made_at", "id")
    supported = (
        Support.objects.filter(customer_id=customer_id, suggestion__in=seen)
        .select_related("suggestion")
        .order_by("at", "id")
    )
    return {
        "made": [
            {"site": one.site.name, "at": one.made_at, "words": one.words, "answer": one.answer} for one in made
        ],
        "supported": [{"at": one.at, "suggestion": one.suggestion.title} for one in supported],
    }
