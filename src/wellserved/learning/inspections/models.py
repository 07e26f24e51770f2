from django.db import models

from wellserved.ground.accounts.models import Site, Team
from wellserved.ground.accounts.rules import Scope
from wellserved.serving.conversations.models import Conversation
from wellserved.serving.standards.models import Standard


class Inspections(models.QuerySet["Inspection"]):
    def within(self, scope: Scope) -> "Inspections":
        return self if scope.site_ids is None else self.filter(site_id__in=scope.site_ids)

    def unfinished(self) -> "Inspections":
        return self.filter(finished_at=None, discarded_at=None)


class Inspection(models.Model):
    """One walk through one site. A guest walks by a link that lasts until `guest_until`; without it, a colleague."""

    id = models.BigAutoField(primary_key=True)
    site = models.ForeignKey(Site, models.PROTECT, related_name="+", db_index=False)
    title = models.CharField(max_length=120)
    channel = models.CharField(max_length=12)  # the door that is looked at: in_person or phone
    # Whose service is looked at, in what kind of matter, and as which customer: none of them is of no special one.
    team = models.ForeignKey(Team, models.SET_NULL, null=True, related_name="+", db_index=False)
    topic = models.CharField(max_length=60, blank=True, default="")
    group = models.CharField(max_length=60, blank=True, default="")
    by_staff_id = models.BigIntegerField()  # who began it
    guest_name = models.CharField(max_length=120, blank=True, default="")
    guest_until = models.DateTimeField(null=True)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    discarded_at = models.DateTimeField(null=True)
    # Where what was seen has landed.
    conversation = models.ForeignKey(Conversation, models.PROTECT, null=True, related_name="+")

    objects = Inspections.as_manager()

    class Meta:
        indexes = [models.Index(fields=["site", "-started_at", "-id"], name="inspections_of_site")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.finished_at is None and self.discarded_at is None

    @property
    def is_for_guest(self) -> bool:
        return self.guest_until is not None


class Item(models.Model):
    """A line of the checklist: the version of a standard that was in force when the walk began."""

    id = models.BigAutoField(primary_key=True)
    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="items")
    standard = models.ForeignKey(Standard, models.PROTECT, related_name="+", db_index=False)
    place = models.PositiveIntegerField()  # in the list, from 0
    way = models.CharField(max_length=8)  # how it is answered: seen, seconds, count, quoted

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["inspection", "place"], name="one_item_at_a_place")]


class Answer(models.Model):
    """What somebody said of an item. All are kept; the latest `given_at` stands."""

    id = models.BigAutoField(primary_key=True)
    item = models.ForeignKey(Item, models.CASCADE, related_name="answers")
    told_as = models.CharField(max_length=36)  # what the phone called it
    outcome = models.CharField(max_length=14)  # yes, no, did not arise, measured
    value = models.FloatField(null=True)  # seconds (after the time that was named, if there is one), or how many
    named = models.TimeField(null=True)  # the time that was named to the inspector, at the site
    came = models.TimeField(null=True)  # and when it was
    note = models.TextField(blank=True, default="")
    given_at = models.DateTimeField()  # by the clock of the phone, as far as it can be right
    received_at = models.DateTimeField()
    by_staff_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "told_as"], name="answered_once")]


class Photo(models.Model):
    """A picture for an item; the bytes are in ground/files, and only redrawn ones are shown."""

    INFECTED = "infected"

    id = models.BigAutoField(primary_key=True)
    item = models.ForeignKey(Item, models.CASCADE, related_name="photos")
    told_as = models.CharField(max_length=36)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    scan = models.CharField(max_length=8, blank=True, default="")
    received_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["item", "told_as"], name="photographed_once")]
