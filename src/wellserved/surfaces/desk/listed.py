"""The left column: the boxes, the sites, and one page of the box that is open."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from wellserved.ground.accounts import reads as accounts
from wellserved.ground.accounts.models import Site, Staff
from wellserved.ground.clock import now
from wellserved.serving.conversations import reads
from wellserved.serving.conversations.boxes import BOXES, Place
from wellserved.serving.conversations.listing import ENOUGH

NAMES = {
    "mine": gettext_lazy("Mine"),
    "unassigned": gettext_lazy("Unassigned"),
    "due": gettext_lazy("Due"),
    "open": gettext_lazy("Open"),
    "waiting": gettext_lazy("Waiting"),
    "closed": gettext_lazy("Closed"),
}


@dataclass(frozen=True)
class Listed:
    """What list.html shows. `query` is where in the inbox we are, for links to take along."""

    box: str
    site: Site | None
    sites: list[Site]
    page: reads.Page
    badges: dict[str, str]
    query: str
    chosen: int | None = None
    names: dict[str, object] = field(default_factory=lambda: dict(NAMES))

    def href(self, **changed: object) -> str:
        """Another box, site or page; what is None is left out."""
        asked: dict[str, object] = {"box": self.box, "site": self.site.slug if self.site else None}
        return f"/desk/?{_query(asked | changed)}"

    @property
    def here(self) -> str:
        """This very list, as its fragment asks for it again."""
        chosen = {"chosen": self.chosen} if self.chosen else {}
        return f"/desk/?{self.query}{'&' if chosen and self.query else ''}{_query(chosen)}"


def listed(request: HttpRequest, viewer: Staff, *, chosen: int | None = None) -> Listed:
    """The list that the address asks for. What it asks for wrongly is as if it hadn't asked."""
    asked = request.GET
    sites = accounts.sites(viewer)
    site = next((site for site in sites if site.slug == asked.get("site")), None)
    box = BOXES.get(asked.get("box", ""), BOXES["open"])
    after, before = Place.read(asked.get("after")), Place.read(asked.get("before"))
    page = reads.inbox(viewer, box, after=after, before=before, site_id=site.id if site else None)
    counted = reads.badges(viewer, now())
    place = {
        "box": box.key,
        "site": site.slug if site else None,
        "after": None if before else after,
        "before": before,
    }
    numbers = {"mine": counted.mine, "unassigned": counted.unassigned, "due": counted.overdue}
    badges = {key: shown(number) for key, number in numbers.items() if number}
    return Listed(box.key, site, sites, page, badges, _query(place), chosen)


def shown(number: int) -> str:
    """99+ for what is not counted any further."""
    return f"{ENOUGH - 1}+" if number >= ENOUGH else str(number)


def _query(values: Mapping[str, object]) -> str:
    return urlencode({key: value for key, value in values.items() if value is not None})
