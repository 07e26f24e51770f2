from django.db import models
from django.db.models import Q

from wellserved.ground.accounts.models import Site, Staff
from wellserved.ground.accounts.rules import Scope


class Annotations(models.QuerySet["Annotation"]):
    def within(self, scope: Scope) -> "Annotations":
        """Those of the viewer's sites, and those of the whole house, which are everybody's."""
        return self if scope.site_ids is None else self.filter(Q(site=None) | Q(site_id__in=scope.site_ids))

    def standing(self) -> "Annotations":
        return self.filter(removed_at=None)


class Annotation(models.Model):
    """What happened on a day, written beside the charts. It is never changed: a correction removes it and adds
    another that `replaces` it, so that either can be undone. site None is the whole house."""

    NOTE, CHANGE = "note", "change"

    id = models.BigAutoField(primary_key=True)
    day = models.DateField()
    site = models.ForeignKey(Site, models.CASCADE, null=True, related_name="+")
    kind = models.CharField(max_length=8, default=NOTE)  # a change begins a new centre line
    text = models.CharField(max_length=120)
    by_staff_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)
    replaces = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    improvement = models.ForeignKey("Improvement", models.CASCADE, null=True, related_name="+")  # whose trial began

    objects = Annotations.as_manager()

    class Meta:
        ordering = ["day", "id"]

    def __str__(self) -> str:
        return self.text


class Improvements(models.QuerySet["Improvement"]):
    def within(self, scope: Scope) -> "Improvements":
        """Those that concern one of the viewer's sites."""
        if scope.site_ids is None:
            return self
        mine = TrialSite.objects.filter(site_id__in=scope.site_ids).values("improvement_id")
        return self.filter(id__in=mine)


class Improvement(models.Model):
    """A proposed change, its experiment and its verdict. What it is judged by is fixed when its trial begins."""

    PROPOSED, TRIED = "proposed", "tried"
    ADOPTED, DROPPED, UNDECIDED = "adopted", "dropped", "undecided"
    CUSTOMERS, SITES, BEFORE = "customers", "sites", "before"

    id = models.BigAutoField(primary_key=True)
    title = models.CharField(max_length=120)
    # The hypothesis: if we `change`, then `effect`, because `reason`.
    change = models.CharField(max_length=300)
    effect = models.CharField(max_length=300)
    reason = models.CharField(max_length=300)
    arose_from = models.CharField(max_length=100, blank=True, default="")  # such as suggestion:12
    measure = models.CharField(max_length=80)  # as measure.py writes it
    better = models.CharField(max_length=4)  # up or down
    worth = models.FloatField()  # the smallest change worth having, in the measure's unit; over 0
    design = models.CharField(max_length=10)  # by customer, by site, or before and after
    planned_weeks = models.PositiveSmallIntegerField(default=8)
    owner = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, default=PROPOSED)
    proposed_at = models.DateTimeField()
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = Improvements.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "design"], name="improvements_by_state")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_over(self) -> bool:
        return self.state in (self.ADOPTED, self.DROPPED, self.UNDECIDED)


class TrialSite(models.Model):
    """A site that an improvement concerns: where it is tried (`treated`), or only compared with."""

    improvement = models.ForeignKey(Improvement, models.CASCADE, related_name="sites")
    site = models.ForeignKey(Site, models.PROTECT, related_name="+")
    treated = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["improvement", "site"], name="a_site_once_in_a_trial")]


class Step(models.Model):
    """How an improvement came where it is: only ever added to. `known` is what was known when it was decided."""

    id = models.BigAutoField(primary_key=True)
    improvement = models.ForeignKey(Improvement, models.CASCADE, related_name="steps")
    state = models.CharField(max_length=10)
    undoes = models.BooleanField(default=False)  # back to `state`, as if the step before had not been
    by_staff_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    words = models.CharField(max_length=500, blank=True, default="")
    known = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        ordering = ["id"]
