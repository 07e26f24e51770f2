from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from wellserved.ground.accounts.rules import Role, Scope


class House(models.Model):
    """The business itself; one row."""

    name = models.CharField(max_length=120)
    time_zone = models.CharField(max_length=60, default="UTC")
    language = models.CharField(max_length=10, default="en")
    created_at = models.DateTimeField()

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


class Sites(models.QuerySet["Site"]):
    def within(self, scope: Scope) -> "Sites":
        """Those that somebody with this scope reaches."""
        return self if scope.site_ids is None else self.filter(id__in=scope.site_ids)


class Site(models.Model):
    """A place that serves. `line` groups sites of one business line ("Hotels")."""

    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=60, unique=True)
    line = models.CharField(max_length=60, blank=True, default="")
    time_zone = models.CharField(max_length=60, default="UTC")
    signature = models.TextField(blank=True, default="")
    created_at = models.DateTimeField()

    objects = Sites.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


class Teams(models.QuerySet["Team"]):
    def within(self, scope: Scope) -> "Teams":
        return self if scope.site_ids is None else self.filter(site_id__in=scope.site_ids)


class Team(models.Model):
    """A group of staff at one site."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="teams")
    name = models.CharField(max_length=120)

    objects = Teams.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["site", "name"], name="team_name_per_site")]

    def __str__(self) -> str:
        return self.name


class StaffQuerySet(models.QuerySet["Staff"]):
    def active(self) -> "StaffQuerySet":
        return self.filter(is_active=True)

    def at_site(self, site_id: int) -> "StaffQuerySet":
        """Those who serve there, owners included."""
        return self.filter(models.Q(sites=site_id) | models.Q(role=Role.OWNER)).distinct()

    def within(self, scope: Scope) -> "StaffQuerySet":
        """Those who share a site with somebody of this scope, owners included."""
        if scope.site_ids is None:
            return self
        return self.filter(models.Q(sites__in=scope.site_ids) | models.Q(role=Role.OWNER)).distinct()


class StaffManager(BaseUserManager["Staff"]):
    def get_queryset(self) -> StaffQuerySet:
        return StaffQuerySet(self.model, using=self._db)

    def get_by_natural_key(self, username: str | None) -> "Staff":
        return self.get(email__iexact=username)


class Staff(AbstractBaseUser):
    """A person who serves, and their account."""

    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=10, choices=[(r.value, r.value) for r in Role], default=Role.AGENT)
    sites: "models.ManyToManyField[Site, Any]" = models.ManyToManyField(Site, related_name="staff", blank=True)
    teams: "models.ManyToManyField[Team, Any]" = models.ManyToManyField(Team, related_name="staff", blank=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField()

    objects: ClassVar[StaffManager] = StaffManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def scope(self) -> Scope:
        """What they reach; read once per loaded row."""
        if not hasattr(self, "_scope"):
            ids = None
            if self.role != Role.OWNER:
                ids = frozenset(self.sites.values_list("id", flat=True))
            self._scope = Scope(Role(self.role), ids)
        return self._scope

    def forget_scope(self) -> None:
        self.__dict__.pop("_scope", None)

    @property
    def initials(self) -> str:
        return "".join(word[0] for word in self.name.split()[:2]).upper()


class SignInLink(models.Model):
    """A link that signs its bearer in once. Only the fingerprint of the secret is stored."""

    fingerprint = models.CharField(max_length=64, unique=True)
    staff = models.ForeignKey(Staff, models.CASCADE, related_name="+")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class ApiToken(models.Model):
    """What a program signs in with, on behalf of one colleague."""

    fingerprint = models.CharField(max_length=64, unique=True)
    staff = models.ForeignKey(Staff, models.CASCADE, related_name="api_tokens")
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
