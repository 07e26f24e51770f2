from django.db import models


class DayOfStandard(models.Model):
    """How often a standard was met on one (UTC) day at one site, by one team. team 0 is none."""

    day = models.DateField()
    site_id = models.BigIntegerField()
    team_id = models.BigIntegerField(default=0)
    standard_id = models.BigIntegerField()
    met = models.PositiveIntegerField(default=0)
    missed = models.PositiveIntegerField(default=0)
    excused = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["day", "site_id", "team_id", "standard_id"], name="one_day_of_standard")
        ]


class DayOfPerception(models.Model):
    """Perception on one (UTC) day. dimension "overall" or a SERVQUAL dimension; form "short" or "long".

    `gap_*` sum perception minus expectation: comparisons -2..2 (short), perceived minus desired -8..8 (long).
    """

    day = models.DateField()
    site_id = models.BigIntegerField()
    team_id = models.BigIntegerField(default=0)
    dimension = models.CharField(max_length=16)
    form = models.CharField(max_length=8)
    answers = models.PositiveIntegerField(default=0)
    gap_sum = models.IntegerField(default=0)
    gap_squares = models.PositiveIntegerField(default=0)
    delighted = models.PositiveIntegerField(default=0)
    satisfied = models.PositiveIntegerField(default=0)
    dissatisfied = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["day", "site_id", "team_id", "dimension", "form"],
                name="one_day_of_perception",
            )
        ]
