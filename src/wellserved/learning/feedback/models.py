from django.db import models

from wellserved.ground.accounts.models import Site
from wellserved.ground.customers.models import Customer
from wellserved.serving.conversations.models import Conversation


class Invitation(models.Model):
    """That a customer was asked about a conversation. The link's secret is stored as a fingerprint only."""

    SHORT, LONG = "short", "long"

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="invitations")
    customer = models.ForeignKey(Customer, models.CASCADE, related_name="+")
    form = models.CharField(max_length=8, default=SHORT)
    fingerprint = models.CharField(max_length=64, unique=True)
    closure_seq = models.BigIntegerField(unique=True)  # the closing that asked; asked once each
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()


class Response(models.Model):
    """What a customer answered. `comparison` is -2 (far below what was expected) to 2 (far above)."""

    invitation = models.OneToOneField(Invitation, models.CASCADE, related_name="response")
    conversation_id = models.BigIntegerField(db_index=True)
    site = models.ForeignKey(Site, models.PROTECT, related_name="+", db_index=False)
    team_id = models.BigIntegerField(null=True)
    staff_id = models.BigIntegerField(null=True)
    comparison = models.SmallIntegerField(null=True)
    words = models.TextField(blank=True, default="")
    answered_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["site", "-answered_at"], name="responses_of_site")]


class Rating(models.Model):
    """One SERVQUAL dimension of a response: a comparison (-2..2), or three levels (1..9)."""

    response = models.ForeignKey(Response, models.CASCADE, related_name="ratings")
    dimension = models.CharField(max_length=16)
    comparison = models.SmallIntegerField(null=True)
    desired = models.SmallIntegerField(null=True)
    adequate = models.SmallIntegerField(null=True)
    perceived = models.SmallIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["response", "dimension"], name="one_rating_each")]
