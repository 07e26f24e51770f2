"""Thank-yous between colleagues: the two of each see it, and nobody else."""

from wellserved.ground.accounts import reads as accounts
from wellserved.ground.accounts.models import Staff
from wellserved.learning.letters.models import Thanks

SHOWN = 50


def to(viewer: Staff) -> list[Thanks]:
    """The newest first."""
    return list(Thanks.objects.filter(to=viewer).select_related("by").order_by("-at", "-id")[:SHOWN])


def by(viewer: Staff) -> list[Thanks]:
    """Those the viewer gave, the newest first."""
    return list(Thanks.objects.filter(by=viewer).select_related("to").order_by("-at", "-id")[:SHOWN])


def given(viewer: Staff, id: int) -> Thanks:
    """Thanks.DoesNotExist when it is not the viewer's to take back."""
    return Thanks.objects.get(id=id, by=viewer)


def others(viewer: Staff) -> list[Staff]:
    """Whom the viewer may thank: those who serve at their sites."""
    return [one for one in accounts.colleagues(viewer) if one.id != viewer.id]
