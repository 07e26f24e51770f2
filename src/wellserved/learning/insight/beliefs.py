"""What management believes that customers desire, and since when."""

from collections.abc import Mapping

from wellserved.ground.accounts.models import Staff
from wellserved.learning.insight.models import Belief


def beliefs(viewer: Staff, *, site_id: int | None = None) -> Mapping[str, Belief]:
    """The latest of each dimension: the site's own, else the whole house's."""
    rows = Belief.objects.within(viewer.scope).filter(site_id__in={0, site_id or 0})
    return {belief.dimension: belief for belief in rows.order_by("site_id", "at", "id")}
