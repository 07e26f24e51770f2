from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from wellserved.ground.accounts.models import Site
from wellserved.ground.accounts.rules import Scope
from wellserved.learning.feedback.models import Invitation, Response
from wellserved.learning.recovery import rules
from wellserved.serving.conversations.models import Conversation

STAFF: Any = settings.AUTH_USER_MODEL


class Terms(models.Model):
    """How soon a site makes it right, in its opening hours; a site without a row has the house's."""

    site = models.OneToOneField(Site, models.CASCADE, related_name="+")
    contact_hours = models.PositiveIntegerField(default=rules.CONTACT_HOURS)
    outcome_hours = models.PositiveIntegerField(default=rules.OUTCOME_HOURS)


class Recoveries(models.QuerySet["Recovery"]):
    def within(self, scope: Scope) -> "Recoveries":
        return self if scope.site_ids is None else self.filter(site_id__in=scope.site_ids)

    def standing(self) -> "Recoveries":
        """Those whose answer was not changed back."""
        return self.filter(withdrawn_at=None)

    def unsettled(self) -> "Recoveries":
        return self.standing().filter(settled_at=None)

    def settled(self) -> "Recoveries":
        return self.standing().filter(settled_at__isnull=False)

    def untouched(self) -> "Recoveries":
        return self.unsettled().filter(taken_at=None, contacted_at=None)

    def of(self, conversation_id: int) -> "Recoveries":
        """Also those of a matter that was joined into this one, or into one that was."""
        matters = Conversation.objects.order_by().values("id")
        # One list of ids, which each database looks up in its index: of alternatives it would read all recoveries.
        joined = matters.filter(joined_into_id=conversation_id)
        deeper = matters.filter(joined_into__joined_into_id=conversation_id)
        return self.filter(conversation_id__in=matters.filter(id=conversation_id).union(joined, deeper))


class Recovery(models.Model):
    """One dissatisfied customer to be won back, about one matter.

    `owner` is whose it is to begin with; from `taken_at` on they have said that they see to it.
    """

    id = models.BigAutoField(primary_key=True)
    response = models.OneToOneField(Response, models.CASCADE, related_name="+")
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="+")
    site = models.ForeignKey(Site, models.PROTECT, related_name="+", db_index=False)
    owner = models.ForeignKey(STAFF, models.SET_NULL, null=True, related_name="+")
    opened_at = models.DateTimeField()
    contact_due_at = models.DateTimeField()
    outcome_due_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    contacted_at = models.DateTimeField(null=True)
    late_since = models.DateTimeField(null=True)  # the latest due time that was told to have passed
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(STAFF, models.SET_NULL, null=True, related_name="+", db_index=False)
    withdrawn_at = models.DateTimeField(null=True)
    eased_at = models.DateTimeField(
        null=True
    )  # they changed their answer, but somebody had begun: it is seen through
    outcome = models.CharField(max_length=12, blank=True, default="")
    done = models.TextField(blank=True, default="")  # what was done, in a colleague's words
    # Asked again, once; and what the customer says: recovered, not recovered, or "" while they say nothing.
    asked_again = models.OneToOneField(Invitation, models.SET_NULL, null=True, related_name="+")
    customer_says = models.CharField(max_length=13, blank=True, default="")

    objects = Recoveries.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["site", "-opened_at", "-id"], name="recoveries_of_site"),
            models.Index(
                fields=["site", "contact_due_at"],
                name="recoveries_to_do",
                condition=Q(settled_at=None, withdrawn_at=None),
            ),
        ]

    @property
    def due_at(self) -> datetime:
        """What is due next: the first word, and after it the outcome."""
        return self.outcome_due_at if self.contacted_at else self.contact_due_at

    @property
    def is_open(self) -> bool:
        return self.settled_at is None and self.withdrawn_at is None

    @property
    def is_taken(self) -> bool:
        return self.taken_at is not None


DUE_NEXT = models.Case(
    models.When(contacted_at=None, then=F("contact_due_at")),
    default=F("outcome_due_at"),
)
