from datetime import datetime

from django.db import models
from django.db.models import Exists, OuterRef, Q

from wellserved.ground.accounts.models import Site
from wellserved.ground.accounts.rules import Scope
from wellserved.ground.customers.models import Customer
from wellserved.learning.feedback import rules
from wellserved.learning.feedback.given import Rated
from wellserved.serving.conversations.models import Conversation


class Invitation(models.Model):
    """That a customer was asked about a conversation. The link's secret is stored as a fingerprint only."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="invitations")
    customer = models.ForeignKey(Customer, models.CASCADE, related_name="+", db_index=False)
    form = models.CharField(max_length=8, default=rules.SHORT)
    fingerprint = models.CharField(max_length=64, unique=True)
    closure_seq = models.BigIntegerField(unique=True)  # the closing that asked; asked once each
    # Who served when it was closed: later moves of the conversation do not change whom the answer is about.
    team_id = models.BigIntegerField(null=True)
    staff_id = models.BigIntegerField(null=True)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["customer", "-asked_at"], name="askings_of_customer")]

    def is_open(self, at: datetime) -> bool:
        """Whether answers may be given or changed."""
        return at < self.expires_at


class Refusal(models.Model):
    """That a customer does not want to be asked any more."""

    customer = models.OneToOneField(Customer, models.CASCADE, related_name="+")
    at = models.DateTimeField()


class Click(models.Model):
    """An overall answer as it came in, -2..2: a link followed, or a button pressed (`confirmed`)."""

    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="clicks")
    comparison = models.SmallIntegerField()
    confirmed = models.BooleanField(default=False)
    at = models.DateTimeField()

    def fact(self) -> rules.Click:
        return rules.Click(self.at, self.comparison, self.confirmed)


class Responses(models.QuerySet["Response"]):
    def within(self, scope: Scope) -> "Responses":
        """What somebody with this scope may see."""
        return self if scope.site_ids is None else self.filter(site_id__in=scope.site_ids)

    def saying_something(self) -> "Responses":
        """Not those of which a scanner was the only author."""
        rated = Exists(Rating.objects.filter(response=OuterRef("pk")))
        return self.filter(Q(comparison__isnull=False) | ~Q(words="") | rated)


class Response(models.Model):
    """What a customer answered. `comparison` is -2 (far below what was expected) to 2 (far above)."""

    invitation = models.OneToOneField(Invitation, models.CASCADE, related_name="response")
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="responses")
    site = models.ForeignKey(Site, models.PROTECT, related_name="+", db_index=False)
    team_id = models.BigIntegerField(null=True)
    staff_id = models.BigIntegerField(null=True)
    comparison = models.SmallIntegerField(null=True)
    words = models.TextField(blank=True, default="")
    answered_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = Responses.as_manager()

    class Meta:
        indexes = [models.Index(fields=["site", "-answered_at"], name="responses_of_site")]


class Rating(models.Model):
    """One SERVQUAL dimension of a response: a comparison (-2..2), or three levels (1..9)."""

    response = models.ForeignKey(Response, models.CASCADE, related_name="ratings", db_index=False)
    dimension = models.CharField(max_length=16)
    comparison = models.SmallIntegerField(null=True)
    desired = models.SmallIntegerField(null=True)
    adequate = models.SmallIntegerField(null=True)
    perceived = models.SmallIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["response", "dimension"], name="one_rating_each")]

    def rated(self) -> Rated:
        return Rated(self.comparison, self.desired, self.adequate, self.perceived)
