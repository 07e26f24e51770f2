from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q

from wellserved.ground.accounts.rules import Scope
from wellserved.serving.conversations.models import Conversation
from wellserved.serving.standards.durations import seconds
from wellserved.serving.standards.writing import DIMENSIONS as DIMENSIONS


class Standards(models.QuerySet["Standard"]):
    def in_force(self, at: datetime) -> "Standards":
        return self.lasting(at).filter(valid_from__lte=at)

    def lasting(self, at: datetime) -> "Standards":
        """What has not ended: in force, or to come."""
        return self.filter(Q(valid_until=None) | Q(valid_until__gt=at))

    def to_come(self, at: datetime) -> "Standards":
        return self.filter(valid_from__gt=at)

    def newest(self, at: datetime) -> "dict[str, Standard]":
        """The latest version that has begun of each, by key."""
        return {one.key: one for one in self.filter(valid_from__lte=at).order_by("valid_from", "id")}


class Standard(models.Model):
    """One version of a statement of intended service. Changing it ends this version and begins another.

    `rule` is written as wording.py reads it, and is all that the engine looks at besides the scope.
    """

    OPENING, ALWAYS = "opening", "always"

    key = models.SlugField(max_length=60)
    statement = models.CharField(max_length=300)
    dimension = models.CharField(max_length=16, default="responsiveness")
    rule = models.JSONField(default=dict)
    serves = models.CharField(max_length=10, default="customers")  # customers, internal, suppliers
    asked_by = models.CharField(max_length=16, default="owners")  # whose demand it is
    source = models.CharField(max_length=300, blank=True, default="")  # where that is written
    weight = models.FloatField(default=1.0)
    target = models.FloatField(default=0.9)  # the share that should be met
    # Where it holds; an empty list is everywhere.
    channels = models.JSONField(default=list)
    sites = models.JSONField(default=list)  # ids
    teams = models.JSONField(default=list)  # ids
    topics = models.JSONField(default=list)  # what the matter is about
    groups = models.JSONField(default=list)  # of customers
    on_warning = models.JSONField(default=list)  # what is done: the names in writing.py
    on_miss = models.JSONField(default=list)
    pack = models.CharField(max_length=80, blank=True, default="")  # the pack it came from, with its version
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True)

    objects = Standards.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "valid_from"], name="one_version_at_a_time"),
            models.UniqueConstraint(fields=["key"], condition=Q(valid_until=None), name="one_version_in_force"),
        ]

    def __str__(self) -> str:
        return self.statement

    def lasts(self, at: datetime) -> bool:
        return self.valid_until is None or self.valid_until > at

    @property
    def kind(self) -> str:
        return str(self.rule.get("kind", ""))

    @property
    def hours(self) -> str:
        return str(self.rule.get("hours", self.OPENING))

    @property
    def within(self) -> timedelta | None:
        """The time allowed; None for a rule without one."""
        return timedelta(seconds=seconds(self.rule["within"])) if "within" in self.rule else None


class Edition(models.Model):
    """One row, whose token changes with the standards: what was read of them is remembered under it."""

    token = models.CharField(max_length=16)


class Watches(models.QuerySet["Watch"]):
    def to_act_on(self, at: datetime) -> "Watches":
        """With a clock whose due time is past, or of which somebody must be warned, the longest past first."""
        return self.filter(act_at__lt=at).order_by("act_at", "conversation_id")


class Watch(models.Model):
    """Where a conversation stands with its standards: its clocks, and how far its entries were followed.

    One row holds it all, as written by notation.py, since every message reads and writes it.
    """

    # Goes with its conversation; the database need not look that up at every write.
    conversation = models.OneToOneField(
        Conversation, models.CASCADE, primary_key=True, related_name="+", db_constraint=False
    )
    act_at = models.DateTimeField(null=True)  # the earliest warning, or due time that is not recorded as missed
    state = models.TextField()

    objects = Watches.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["act_at", "conversation"],
                name="clocks_due",
                condition=Q(act_at__isnull=False),
            )
        ]


class Measurements(models.QuerySet["Measurement"]):
    def within(self, scope: Scope) -> "Measurements":
        return self if scope.site_ids is None else self.filter(site_id__in=scope.site_ids)


class Measurement(models.Model):
    """A verdict. `value` is seconds or a count, as the rule says; None while a missed one still runs."""

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
    value = models.FloatField(null=True)

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


class Excuse(models.Model):
    """Why a miss is excused, and who says so. Taken back it stays, with when and by whom."""

    conversation_id = models.BigIntegerField()
    standard = models.ForeignKey(Standard, models.PROTECT, related_name="+")
    started_seq = models.BigIntegerField()
    reason = models.CharField(max_length=300)
    by_staff_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["conversation_id", "standard", "started_seq"],
                name="one_excuse_holds",
                condition=Q(withdrawn_at__isnull=True),
            )
        ]


class Deed(models.Model):
    """Something that a warning or a miss (its number in the journal) has set off."""

    seq = models.BigIntegerField()
    name = models.CharField(max_length=20)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["seq", "name"], name="done_once")]
