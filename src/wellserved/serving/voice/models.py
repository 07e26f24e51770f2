from django.db import models

from wellserved.ground.accounts.models import Site


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
