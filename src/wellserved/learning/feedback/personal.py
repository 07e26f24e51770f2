"""What a customer answered when they were asked, for them to have: as plain data."""

from typing import Any

from wellserved.ground.accounts.models import Staff
from wellserved.learning.feedback.models import Response


def held_of(viewer: Staff, customer_id: int) -> list[dict[str, Any]]:
    """In the order they were given; each question as it was asked, in the language it was asked in."""
    rows = (
        Response.objects.within(viewer.scope)
        .of_customer(customer_id)
        .select_related("site", "version", "invitation__version")
    )
    told = rows.prefetch_related("answers", "ratings").order_by("answered_at", "id")
    return [_told(response) for response in told]


def _told(response: Response) -> dict[str, Any]:
    given = response.given()
    asked = {one.key: one.words.get("en", one.key) for one in response.questions()}
    return {
        "site": response.site.name,
        "at": response.answered_at,
        "compared with what they expected (-2 to 2)": given.comparison,
        "dimensions": {
            rating.dimension: {
                name: number
                for name in ("comparison", "desired", "adequate", "perceived")
                if (number := getattr(rating, name)) is not None
            }
            for rating in response.ratings.all()
        },
        "answers": {asked.get(key, key): value for key, value in given.answers.items()},
        "words": given.words or "",
    }
