from django.db import models
from django.db.models import Q

from wellserved.ground.accounts.models import Site
from wellserved.ground.accounts.rules import Scope


class Voice(models.Model):
    """How a site speaks; without a site, how the house does. What is empty is told by whoever stands above."""

    site = models.OneToOneField(Site, models.CASCADE, null=True, related_name="voice")
    language = models.CharField(max_length=5, blank=True, default="")
    tone = models.CharField(max_length=10, blank=True, default="")
    frames = models.BooleanField(null=True)  # whether answers stand between greeting and closing
    greeting = models.TextField(blank=True, default="")
    closing = models.TextField(blank=True, default="")
    received_subject = models.CharField(max_length=150, blank=True, default="")
    received = models.TextField(blank=True, default="")
    survey_subject = models.CharField(max_length=150, blank=True, default="")
    survey = models.TextField(blank=True, default="")
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"the voice of {self.site or 'the house'}"


class Phrases(models.QuerySet["Phrase"]):
    def within(self, scope: Scope) -> "Phrases":
        """Those of the house, and of the sites that somebody with this scope reaches."""
        return self if scope.site_ids is None else self.filter(Q(site=None) | Q(site_id__in=scope.site_ids))

    def at(self, site_id: int) -> "Phrases":
        return self.filter(Q(site=None) | Q(site_id=site_id))


class Phrase(models.Model):
    """An answer that is kept ready, for one site or, without one, for all. Names in braces are filled in."""

    site = models.ForeignKey(Site, models.CASCADE, null=True, related_name="phrases")
    name = models.CharField(max_length=80)
    text = models.TextField()
    changed_at = models.DateTimeField()

    objects = Phrases.as_manager()

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name
