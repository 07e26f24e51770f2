"""Questions about the house, its places and people. The viewer comes first and sees what is theirs."""

from wellserved.ground.accounts.models import ApiToken, House, Site, Staff, StaffQuerySet, Team
from wellserved.ground.accounts.rules import Role


def house() -> House | None:
    """The business; None before it is set up."""
    return House.objects.first()


def sites(viewer: Staff) -> list[Site]:
    """The sites the viewer reaches, by name."""
    return list(Site.objects.within(viewer.scope))


def site(viewer: Staff, site_id: int) -> Site:
    """Site.DoesNotExist when it is not theirs to see."""
    return Site.objects.within(viewer.scope).get(id=site_id)


def all_sites() -> list[Site]:
    """Every site by name: what customers may know."""
    return list(Site.objects.all())


def teams(viewer: Staff) -> list[Team]:
    """The teams of the sites the viewer reaches."""
    return list(Team.objects.within(viewer.scope).select_related("site"))


def colleagues(viewer: Staff, site_id: int | None = None) -> list[Staff]:
    """Active staff who serve at that site (or at any of the viewer's), by name; nobody at others' sites."""
    scope = viewer.scope
    active = Staff.objects.get_queryset().active().order_by("name", "id")
    if site_id is not None:
        return list(active.at_site(site_id)) if scope.reaches(site_id) else []
    return list(active.within(scope))


def everybody(viewer: Staff) -> StaffQuerySet:
    """Those the viewer may manage, deactivated ones included."""
    return Staff.objects.get_queryset().within(viewer.scope).prefetch_related("sites").order_by("name", "id")


def colleague(viewer: Staff, staff_id: int) -> Staff:
    """Staff.DoesNotExist when they are not the viewer's to see."""
    return Staff.objects.get_queryset().within(viewer.scope).get(id=staff_id)


def owner() -> Staff | None:
    """The owner who was here first."""
    return Staff.objects.filter(role=Role.OWNER, is_active=True).order_by("id").first()


def colleague_by_email(email: str) -> Staff | None:
    """The active colleague with that address: for whoever has the machine's console."""
    return Staff.objects.filter(email=email.strip().casefold(), is_active=True).first()


def tokens_of(staff: Staff) -> list[ApiToken]:
    """What programs act with in their name, and has not been revoked."""
    return list(staff.api_tokens.filter(revoked_at=None).order_by("id"))


def leading_at(site_id: int) -> list[Staff]:
    """The active leads and managers of a site; where there are none, the owners."""
    active = Staff.objects.get_queryset().active().order_by("id")
    leading = list(active.at_site(site_id).filter(role__in=(Role.LEAD, Role.MANAGER)))
    return leading or list(active.filter(role=Role.OWNER))
