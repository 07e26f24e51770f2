"""Figures by day, site and team, kept so that no page has to count.

Every fact adds a row of its own, so that nobody waits for another's row; it is `fresh`, and says who served, when
and by which way. The hourly `sum_up` adds fresh facts to the cuts and puts the rows of a day together; readers sum.
A fact that is undone adds its negative. `day` is the local day of the site. team 0 and staff 0 are none.
"""

from datetime import date, datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q

from wellserved.ground.accounts.rules import Scope


class Days(models.QuerySet["Day"]):
    def within(self, scope: Scope) -> "Days":
        return self if scope.site_ids is None else self.filter(site_id__in=scope.site_ids)

    def between(self, start: date, end: date) -> "Days":
        """From `start` to `end`, both included."""
        return self.filter(day__gte=start, day__lte=end)


class Day(models.Model):
    """What every figure has in common."""

    id = models.BigAutoField(primary_key=True)
    day = models.DateField()
    site_id = models.BigIntegerField()
    team_id = models.BigIntegerField(default=0)

    objects = Days.as_manager()

    class Meta:
        abstract = True


class Fact(Day):
    """What is known of a fact while it is fresh.

    Weekdays count from Monday (0). They and the hour are the site's own, when that began which was judged.
    """

    fresh = models.BooleanField(default=False)
    staff_id = models.BigIntegerField(default=0)
    channel = models.CharField(max_length=12, default="")
    topic = models.CharField(max_length=60, default="")
    groups = models.JSONField(default=list)  # of customers
    weekday = models.SmallIntegerField(default=0)
    hour = models.SmallIntegerField(default=0)

    CIRCUMSTANCES: ClassVar[tuple[str, ...]] = ("staff_id", "channel", "topic", "groups", "weekday", "hour")

    class Meta:
        abstract = True


class Judged(models.Model):
    """Verdicts on a version of a standard."""

    standard_id = models.BigIntegerField()
    met = models.IntegerField(default=0)
    missed = models.IntegerField(default=0)
    excused = models.IntegerField(default=0)

    class Meta:
        abstract = True


class Perceived(models.Model):
    """Answers. dimension is "overall" or one of SERVQUAL's.

    scale "comparison": gaps are -2..2 against what was expected. scale "levels": gaps are perceived minus desired
    on 1..9, and the three levels are summed too. `..._squares` sums the squares.
    """

    dimension = models.CharField(max_length=16)
    scale = models.CharField(max_length=10)
    answers = models.IntegerField(default=0)
    gap_sum = models.IntegerField(default=0)
    gap_squares = models.IntegerField(default=0)
    delighted = models.IntegerField(default=0)
    satisfied = models.IntegerField(default=0)
    dissatisfied = models.IntegerField(default=0)
    desired_sum = models.IntegerField(default=0)
    adequate_sum = models.IntegerField(default=0)
    perceived_sum = models.IntegerField(default=0)
    desired_squares = models.IntegerField(default=0)
    perceived_squares = models.IntegerField(default=0)

    class Meta:
        abstract = True


class DayOfStandard(Fact, Judged):
    """How often a version of a standard was met, on the days on which that became true."""

    class Meta:
        indexes = [
            models.Index(fields=["day", "site_id"], name="days_of_standards"),
            models.Index(fields=["id"], name="fresh_verdicts", condition=Q(fresh=True)),
        ]


class DayOfPerception(Fact, Perceived):
    """Answers by the day they were given."""

    class Meta:
        indexes = [
            models.Index(fields=["day", "site_id"], name="days_of_perception"),
            models.Index(fields=["id"], name="fresh_perceptions", condition=Q(fresh=True)),
        ]


class DayOfAsking(Day):
    """How many were asked on a day, and how many of these have answered since."""

    asked = models.IntegerField(default=0)
    answered = models.IntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["day", "site_id"], name="days_of_asking")]


class Cut(Day):
    """The same sums cut one way (by colleague, by channel ...), each by itself; not those of fresh facts.

    Each for so many `days` (rules.SPANS) from `day` on, and `of` each team by itself and of each site with all its
    teams (then team_id is 0). So whatever is asked is put together from few rows.
    """

    TEAM, SITE = "team", "site"

    days = models.SmallIntegerField()
    of = models.CharField(max_length=4)
    cut = models.CharField(max_length=8)
    value = models.CharField(max_length=60, default="")

    class Meta:
        abstract = True


class CutOfStandard(Cut, Judged):
    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["of", "days", "cut", "day", "site_id", "team_id", "value", "standard_id"],
                name="standards_cut_once",
            )
        ]


class CutOfPerception(Cut, Perceived):
    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["of", "days", "cut", "day", "site_id", "team_id", "value", "dimension", "scale"],
                name="perceptions_cut_once",
            )
        ]


class Beliefs(models.QuerySet["Belief"]):
    def within(self, scope: Scope) -> "Beliefs":
        """Those of the whole house, and those of sites that somebody with this scope reaches."""
        return self if scope.site_ids is None else self.filter(Q(site_id=0) | Q(site_id__in=scope.site_ids))


class Belief(models.Model):
    """What somebody who manages believes that customers desire of a dimension, 1..9. The latest one counts.

    Site 0 is the whole house. An earlier belief stays: what was believed when is part of the record.
    """

    dimension = models.CharField(max_length=16)
    desired = models.SmallIntegerField()
    site_id = models.BigIntegerField(default=0)
    by_staff_id = models.BigIntegerField()
    at: "models.DateTimeField[datetime, datetime]" = models.DateTimeField()

    objects = Beliefs.as_manager()

    class Meta:
        indexes = [models.Index(fields=["dimension", "site_id", "-at"], name="beliefs_of_dimension")]
