"""Every write about the house, its sites and teams, its staff and how they sign in."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from wellserved.ground import clock, ids
from wellserved.ground.accounts import events, rules
from wellserved.ground.accounts.models import ApiToken, House, SignInLink, Site, Staff, Team
from wellserved.ground.accounts.rules import Refused, Role
from wellserved.ground.journal.actions import record
from wellserved.ground.journal.actor import SYSTEM, Actor
from wellserved.ground.journal.actor import staff as staff_actor

THE_HOUSE = 1  # there is one; a fixed key lets the database refuse a second


@transaction.atomic
def found_house(name: str, *, time_zone: str, by: Actor = SYSTEM, at: datetime) -> House:
    """Begin the business; Refused if there is one already."""
    house = House(id=THE_HOUSE, name=rules.a_name(name), time_zone=rules.a_time_zone(time_zone), created_at=at)
    try:
        with transaction.atomic():
            house.save(force_insert=True)
    except IntegrityError:
        raise Refused("This house is set up already; change it under Settings.") from None
    record(events.HouseFounded(at=at, by=by))
    return house


@transaction.atomic
def change_house(house: House, *, name: str, time_zone: str, by: Actor, at: datetime) -> None:
    """Another name or time zone for the business; Refused says which is none."""
    house.name, house.time_zone = rules.a_name(name), rules.a_time_zone(time_zone)
    house.save(update_fields=["name", "time_zone"])
    record(events.HouseChanged(at=at, by=by))


@transaction.atomic
def add_site(
    name: str,
    *,
    slug: str | None = None,
    line: str = "",
    time_zone: str,
    signature: str = "",
    by: Actor = SYSTEM,
    at: datetime,
) -> Site:
    """A place that serves. Without a `slug` one is made of the name; Refused if a given one is taken."""
    name = rules.a_name(name)
    site = Site(
        name=name,
        slug=slug or _free_slug(name),
        line=line.strip(),
        time_zone=rules.a_time_zone(time_zone),
        signature=signature,
        created_at=at,
    )
    try:
        with transaction.atomic():
            site.save(force_insert=True)
    except IntegrityError:
        raise Refused(f"Another site has the address name {site.slug!r}; choose another.") from None
    record(events.SiteAdded(at=at, by=by, site_id=site.id))
    return site


@transaction.atomic
def change_site(site: Site, *, name: str, line: str, signature: str, by: Actor, at: datetime) -> None:
    """Another name, business line or signature. Its address name and time zone stay: links and hours rest on them."""
    site.name, site.line, site.signature = rules.a_name(name), line.strip(), signature.strip()
    site.save(update_fields=["name", "line", "signature"])
    record(events.SiteChanged(at=at, by=by, site_id=site.id))


@transaction.atomic
def add_team(site: Site, name: str, *, by: Actor = SYSTEM, at: datetime | None = None) -> Team:
    """A group of staff at the site; Refused if the site has a team of that name."""
    team = Team(site=site, name=rules.a_name(name))
    try:
        with transaction.atomic():
            team.save(force_insert=True)
    except IntegrityError:
        raise Refused(f"{site.name} has a team called {team.name} already.") from None
    record(events.TeamAdded(at=at or clock.now(), by=by, site_id=site.id, team_id=team.id))
    return team


@transaction.atomic
def add_staff(
    email: str,
    *,
    name: str,
    role: Role | str,
    sites: Iterable[Site],
    teams: Iterable[Team] = (),
    password: str | None = None,
    by: Actor = SYSTEM,
    at: datetime,
) -> Staff:
    """A colleague. Without a password they sign in by a link first; Refused if the address is taken."""
    staff = Staff(email=rules.an_address(email), name=rules.a_name(name), role=Role(role), joined_at=at)
    staff.set_password(password)  # None: no password opens it
    try:
        with transaction.atomic():
            staff.save(force_insert=True)
    except IntegrityError:
        raise Refused(f"{staff.email} has an account already.") from None
    staff.sites.add(*sites)
    staff.teams.add(*teams)
    record(events.StaffAdded(at=at, by=by, staff_id=staff.id, role=staff.role))
    return staff


@transaction.atomic
def change_staff(staff: Staff, *, role: Role | str, sites: Iterable[Site], by: Actor, at: datetime) -> None:
    """Another role, other sites. Refused when it would leave the house without an owner."""
    if Role(role) != Role.OWNER:
        _keep_an_owner(staff)
    staff.role = Role(role)
    staff.save(update_fields=["role"])
    staff.sites.set(sites)
    staff.forget_scope()
    record(events.StaffChanged(at=at, by=by, staff_id=staff.id, role=staff.role))


@transaction.atomic
def deactivate(staff: Staff, *, by: Actor, at: datetime) -> bool:
    """They may no longer sign in. False if so already; Refused for the last owner."""
    _keep_an_owner(staff)
    changed = Staff.objects.filter(id=staff.id, is_active=True).update(is_active=False)
    if changed:
        staff.is_active = False
        record(events.StaffDeactivated(at=at, by=by, staff_id=staff.id))
    return bool(changed)


@transaction.atomic
def reactivate(staff: Staff, *, by: Actor, at: datetime) -> bool:
    """They may sign in again. False if they could."""
    changed = Staff.objects.filter(id=staff.id, is_active=False).update(is_active=True)
    if changed:
        staff.is_active = True
        record(events.StaffReactivated(at=at, by=by, staff_id=staff.id))
    return bool(changed)


@transaction.atomic
def sign_in_link(staff: Staff, *, at: datetime, lasts: timedelta = timedelta(hours=1), by: Actor = SYSTEM) -> str:
    """The secret of a link that signs in once as `staff`; only its fingerprint is kept."""
    secret = ids.secret()
    SignInLink(fingerprint=ids.fingerprint(secret), staff=staff, expires_at=at + lasts).save(force_insert=True)
    record(events.SignInLinkMade(at=at, by=by, staff_id=staff.id))
    return secret


@transaction.atomic
def use_sign_in_link(secret: str, *, at: datetime) -> Staff | None:
    """Whom the link signs in, once: of two uses at the same moment one gets None."""
    usable = SignInLink.objects.filter(
        fingerprint=ids.fingerprint(secret), used_at=None, expires_at__gt=at, staff__is_active=True
    )
    link = usable.select_related("staff").first()
    if link is None or not SignInLink.objects.filter(id=link.id, used_at=None).update(used_at=at):
        return None
    record(events.SignInLinkUsed(at=at, by=staff_actor(link.staff_id), staff_id=link.staff_id))
    return link.staff


@transaction.atomic
def api_token(staff: Staff, *, at: datetime, by: Actor = SYSTEM) -> str:
    """The secret that a program shows to act as `staff`; only its fingerprint is kept."""
    secret = ids.secret()
    token = ApiToken(fingerprint=ids.fingerprint(secret), staff=staff, created_at=at)
    token.save(force_insert=True)
    record(events.ApiTokenMade(at=at, by=by, staff_id=staff.id, token_id=token.id))
    return secret


@transaction.atomic
def revoke_token(token: ApiToken, *, by: Actor, at: datetime) -> bool:
    """The token opens nothing from now on. False if so already."""
    changed = ApiToken.objects.filter(id=token.id, revoked_at=None).update(revoked_at=at)
    if changed:
        record(events.ApiTokenRevoked(at=at, by=by, staff_id=token.staff_id, token_id=token.id))
    return bool(changed)


def staff_of_token(secret: str) -> Staff | None:
    """Whom a program with this secret acts for."""
    usable = ApiToken.objects.filter(fingerprint=ids.fingerprint(secret), revoked_at=None, staff__is_active=True)
    token = usable.select_related("staff").first()
    return token.staff if token else None


def _keep_an_owner(staff: Staff) -> None:
    if staff.role != Role.OWNER:
        return
    # The rows are locked (PostgreSQL) so that two owners cannot demote each other at the same moment.
    owners = Staff.objects.select_for_update().filter(role=Role.OWNER, is_active=True)
    if not [owner for owner in owners if owner.id != staff.id]:
        raise Refused(f"{staff.name} is the last owner; make somebody else an owner first.")


def _free_slug(name: str) -> str:
    base = slugify(name)[:50] or "site"
    taken = set(Site.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for n in range(1, len(taken) + 2) if (slug := base if n == 1 else f"{base}-{n}") not in taken)
