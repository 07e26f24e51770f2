from datetime import datetime

from django.db import models
from django.db.models import Q

from wellserved.ground.accounts.models import Site
from wellserved.ground.accounts.rules import Scope
from wellserved.ground.customers.models import Customer


class Carings(models.QuerySet["Caring"]):
    def within(self, scope: Scope) -> "Carings":
        return self if scope.site_ids is None else self.filter(site_id__in=scope.site_ids)

    def standing(self, at: datetime) -> "Carings":
        """Not taken back, and not over."""
        return self.filter(Q(until=None) | Q(until__gt=at), withdrawn_at=None)


class Caring(models.Model):
    """What somebody did about a customer who seemed to be leaving a site. Taken back it stays, with when and by whom.

    Who was spoken with is left in peace `until` then. Who was let go is, until they come back by themselves.
    """

    SPOKEN, LET_GO = "spoken", "let go"

    id = models.BigAutoField(primary_key=True)
    customer = models.ForeignKey(Customer, models.CASCADE, related_name="+")
    site = models.ForeignKey(Site, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=6)
    until = models.DateTimeField(null=True)
    by_staff_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by_id = models.BigIntegerField(null=True)

    objects = Carings.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "site"], name="one_caring_stands", condition=Q(withdrawn_at__isnull=True)
            )
        ]
