from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q

from wellserved.ground.accounts.rules import Scope
from wellserved.serving.conversations.models import Conversation

DIMENSIONS = ("tangibles", "reliability", "responsiveness", "assurance", "empathy")


class Standards(models.QuerySet["Standard"]):
    def in_force(self, at: datetime) -> "Standards":
        ends_later = Q(valid_until=None) | Q(valid_until__gt=at)
        return self.filter(ends_later, valid_from__lte=at)


class Standard(models.Model):
    """One version of a statement of intended service. Changing it ends this version and begins another."""

    FIRST_REPLY, NEXT_REPLY, RESOLUTION = "first reply", "next reply", "resolution"
    OPENING, ALWAYS = "opening", "always"

    key = models.SlugField(max_length=60)
    statement = models.CharField(max_length=300)
    dimension = models.CharField(max_length=16, default="responsiveness")
    kind = models.CharField(max_length=16)
    within_seconds = models.PositiveIntegerField()
    hours = models.CharField(max_length=8, default=OPENING)
    channels = models.JSONField(default=list)  # names; empty is every channel
    sites = models.JSONField(default=list)  # ids; empty is every site
    weight = models.FloatField(default=1.0)
    target = models.FloatField(default=0.9)  # the share that should be met
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True)

    objects = Standards.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "valid_from"], name="one_version_at_a_time")]

    def __str__(self) -> str:
        return self.statement

    @property
    def within(self) -> timedelta:
        return timedelta(seconds=self.within_seconds)


class Watches(models.QuerySet["Watch"]):
    def overdue(self, at: datetime) -> "Watches":
        """With a clock whose due time is past and was not recorded as missed, the longest past first."""
        return self.filter(breach_at__lt=at).order_by("breach_at", "conversation_id")


class Watch(models.Model):
    """Where a conversation stands with its standards: its clocks, and how far its entries were followed.

    One row holds it all, as written by notation.py, since every message reads and writes it.
    """

    # Goes with its conversation; the database need not look that up at every write.
    conversation = models.OneToOneField(
        Conversation, models.CASCADE, primary_key=True, related_name="+", db_constraint=False
    )
    breach_at = models.DateTimeField(null=True)  # the earliest due time that is not recorded as missed
    state = models.TextField()

    objects = Watches.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["breach_at", "conversation"],
                name="clocks_due",
                condition=Q(breach_at__isnull=False),
            )
        ]


class Measurements(models.QuerySet["Measurement"]):
    def within(self, scope: Scope) -> "Measurements":
        return self if scope.site_ids is None else self.filter(site_id__in=scope.site_ids)


class Measurement(models.Model):
    """A verdict. `value_seconds` is service time until settled; None while a missed one still runs."""

    MET, MISSED, EXCUSED, NOT_APPLICABLE = "met", "missed", "excused", "not applicable"

    id = models.BigAutoField(primary_key=True)
    standard = models.ForeignKey(Standard, models.PROTECT, related_name="+", db_index=False)
    conversation_id = models.BigIntegerField()
    site_id = models.BigIntegerField()
    team_id = models.BigIntegerField(null=True)
    staff_id = models.BigIntegerField(null=True)
    started_seq = models.BigIntegerField()
    started_at = models.DateTimeField()
    at = models.DateTimeField()  # when the verdict was true: the settlement, or the due time of a miss
    verdict = models.CharField(max_length=14)
    value_seconds = models.FloatField(null=True)

    objects = Measurements.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["conversation_id", "standard", "started_seq"], name="one_verdict_per_clock"
            )
        ]
        indexes = [
            models.Index(fields=["standard", "site_id", "verdict", "-at", "-id"], name="verdicts_at_site"),
            models.Index(fields=["standard", "verdict", "-at", "-id"], name="verdicts_everywhere"),
        ]
