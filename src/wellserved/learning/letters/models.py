from datetime import date

from django.db import models

from wellserved.ground.accounts.models import Site, Staff
from wellserved.ground.accounts.rules import Scope
from wellserved.learning.letters import figures


class Letters(models.QuerySet["Letter"]):
    def within(self, scope: Scope) -> "Letters":
        return self if scope.site_ids is None else self.filter(site_id__in=scope.site_ids)


class Letter(models.Model):
    """What there was to tell of a site's month when it was over. The figures never change after it was written.

    Customers' words are not in it, only which answers praised: who is forgotten is forgotten here too.
    """

    id = models.BigAutoField(primary_key=True)
    site = models.ForeignKey(Site, models.CASCADE, related_name="+", db_index=False)
    month: "models.DateField[date, date]" = models.DateField()  # its first day
    told = models.JSONField()  # figures.py
    praise = models.JSONField(default=list)  # ids of answers
    written_at = models.DateTimeField()

    objects = Letters.as_manager()

    class Meta:
        ordering = ["-month", "site__name"]
        constraints = [models.UniqueConstraint(fields=["site", "month"], name="one_letter_a_month")]

    @property
    def figures(self) -> figures.Figures:
        return figures.read(self.told)


class Wish(models.Model):
    """Whether somebody wants a site's letter by mail; without a row, rules.gets_it says."""

    staff = models.ForeignKey(Staff, models.CASCADE, related_name="+")
    site = models.ForeignKey(Site, models.CASCADE, related_name="+", db_index=False)
    wants = models.BooleanField()
    said_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["staff", "site"], name="one_wish_each")]


class Thanks(models.Model):
    """What a colleague thanks a colleague for. Only the two of them see it; taken back it is gone."""

    LONGEST = 500  # characters

    to = models.ForeignKey(Staff, models.CASCADE, related_name="+")
    by = models.ForeignKey(Staff, models.CASCADE, related_name="+")
    words = models.CharField(max_length=LONGEST)
    at = models.DateTimeField()
