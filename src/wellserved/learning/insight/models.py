"""Figures by day, site and team, kept so that no page has to count.

Every fact adds a row of its own, so that nobody waits for another's row; the hourly `sum_up` puts rows together,
and readers sum. A fact that is undone adds its negative. `day` is the local day of the site. team 0 is none.
"""

from datetime import date

from django.db import models

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


class DayOfStandard(Day):
    """How often a version of a standard was met, on the days on which that became true."""

    standard_id = models.BigIntegerField()
    met = models.IntegerField(default=0)
    missed = models.IntegerField(default=0)
    excused = models.IntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["day", "site_id"], name="days_of_standards")]


class DayOfPerception(Day):
    """Answers by the day they were given. dimension is "overall" or one of SERVQUAL's.

    scale "comparison": gaps are -2..2 against what was expected. scale "levels": gaps are perceived minus desired
    on 1..9, and the three levels are summed too. `gap_squares` sums the squares of the gaps.
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

    class Meta:
        indexes = [models.Index(fields=["day", "site_id"], name="days_of_perception")]


class DayOfAsking(Day):
    """How many were asked on a day, and how many of these have answered since."""

    asked = models.IntegerField(default=0)
    answered = models.IntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["day", "site_id"], name="days_of_asking")]
