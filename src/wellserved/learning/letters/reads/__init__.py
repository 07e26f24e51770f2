"""The letters of the viewer's sites, and who gets them by mail. All need Verb.SEE_QUALITY."""

from django.core.exceptions import PermissionDenied

from wellserved.ground.accounts.models import Site, Staff
from wellserved.ground.accounts.rules import Role, Verb, may
from wellserved.learning.letters import rules
from wellserved.learning.letters.models import Letter, Wish

MANAGING = (Role.MANAGER, Role.OWNER)


def letters(viewer: Staff, site_id: int | None = None, limit: int = 60) -> list[Letter]:
    """The newest first. PermissionDenied for who may not see quality."""
    _require(viewer)
    rows = Letter.objects.within(viewer.scope).select_related("site")
    return list((rows if site_id is None else rows.filter(site_id=site_id))[:limit])


def letter(viewer: Staff, id: int) -> Letter:
    """Letter.DoesNotExist when it is another site's."""
    _require(viewer)
    return Letter.objects.within(viewer.scope).select_related("site").get(id=id)


def readers(site: Site) -> list[Staff]:
    """Who gets the site's letter by mail."""
    managing = _managing(site)
    wishes = dict(Wish.objects.filter(site=site).values_list("staff_id", "wants"))
    has_manager = any(one.role == Role.MANAGER for one in managing)
    return [one for one in managing if rules.gets_it(one.role, has_manager=has_manager, wish=wishes.get(one.id))]


def gets(viewer: Staff, sites: list[Site]) -> list[tuple[Site, bool]]:
    """Whether the viewer gets the letter of each of these sites, where that is theirs to say."""
    if viewer.role not in MANAGING:
        return []
    return [(site, any(one.id == viewer.id for one in readers(site))) for site in sites]


def _managing(site: Site) -> list[Staff]:
    rows = Staff.objects.get_queryset().active().at_site(site.id)
    return list(rows.filter(role__in=MANAGING).order_by("id"))


def _require(viewer: Staff) -> None:
    if not may(viewer.scope, Verb.SEE_QUALITY):
        raise PermissionDenied(Verb.SEE_QUALITY.value)
