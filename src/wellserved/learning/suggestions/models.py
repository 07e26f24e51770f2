from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from wellserved.ground.accounts.models import Site
from wellserved.ground.accounts.rules import Scope
from wellserved.ground.customers.models import Customer
from wellserved.learning.feedback.models import Response
from wellserved.learning.suggestions.rules import TITLE_CHARACTERS, State
from wellserved.serving.conversations.models import Conversation

STAFF: Any = settings.AUTH_USER_MODEL


class Suggestions(models.QuerySet["Suggestion"]):
    def within(self, scope: Scope) -> "Suggestions":
        return self if scope.site_ids is None else self.filter(site_id__in=scope.site_ids)

    def whole(self) -> "Suggestions":
        """Not those that another one speaks for."""
        return self.filter(merged_into=None)

    def public(self) -> "Suggestions":
        """What everybody may read: answered, in our wording."""
        return self.whole().exclude(answer="")

    def with_voices(self) -> "Suggestions":
        """`voices`: how many said it or support it, those merged into it included; nobody's token counts twice."""
        return self.annotate(voices=voices())


def voices() -> Any:
    """The expression behind `with_voices`."""
    of_all = Q(suggestion=OuterRef("pk")) | Q(suggestion__merged_into=OuterRef("pk"))
    grouped = Support.objects.filter(of_all).order_by().values(whole=Value(1))
    supports = grouped.annotate(n=Count("token", distinct=True)).values("n")
    return Coalesce(Subquery(supports), 0) + Count("merged", distinct=True) + 1


class Suggestion(models.Model):
    """One thought of one customer. `words` are theirs and private, `title` and `answer` are ours and public."""

    id = models.BigAutoField(primary_key=True)
    site = models.ForeignKey(Site, models.PROTECT, related_name="+", db_index=False)
    source = models.CharField(max_length=8)
    customer = models.ForeignKey(Customer, models.SET_NULL, null=True, related_name="+")
    who = models.CharField(max_length=200, blank=True, default="")  # as it stood on a paper
    words = models.TextField()
    made_at = models.DateTimeField()  # when they wrote it
    typed_by = models.ForeignKey(STAFF, models.SET_NULL, null=True, related_name="+", db_index=False)
    response = models.OneToOneField(Response, models.SET_NULL, null=True, related_name="+")
    submission = models.CharField(max_length=40, null=True, unique=True)  # sent twice, it is one
    state = models.CharField(max_length=10, default=State.NEW)
    title = models.CharField(max_length=TITLE_CHARACTERS, blank=True, default="")
    answer = models.TextField(blank=True, default="")
    answers = models.PositiveIntegerField(default=0)  # how often it was answered anew
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(STAFF, models.SET_NULL, null=True, related_name="+", db_index=False)
    # Where they hear of it: the matter in which they said it, or the one that began with our answer.
    conversation = models.ForeignKey(Conversation, models.SET_NULL, null=True, related_name="+")
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, related_name="merged")
    improvement_id = models.BigIntegerField(null=True, db_index=True)

    objects = Suggestions.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["site", "state", "-made_at", "-id"], name="suggestions_of_site"),
            models.Index(
                fields=["site", "-answered_at"],
                name="suggestions_answered",
                condition=Q(merged_into=None) & ~Q(answer=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title or " ".join(self.words.split())[:TITLE_CHARACTERS]

    @property
    def is_public(self) -> bool:
        return bool(self.answer) and self.merged_into_id is None


class Supports(models.QuerySet["Support"]):
    def of(self, suggestion: Suggestion) -> "Supports":
        """Those of the ones merged into it, too."""
        return self.filter(Q(suggestion=suggestion) | Q(suggestion__merged_into=suggestion))

    def waiting(self) -> "Supports":
        """They confirmed an address, and are still to hear what became of it."""
        return self.filter(customer__isnull=False, told_at=None, left_at=None)


class Support(models.Model):
    """That somebody wants the same. `token` is the fingerprint of what their browser calls itself: never twice.

    `customer` is who confirmed an address, to hear once what became of it; till then no address is kept.
    """

    id = models.BigAutoField(primary_key=True)
    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="supports", db_index=False)
    token = models.CharField(max_length=64)
    at = models.DateTimeField()
    customer = models.ForeignKey(Customer, models.SET_NULL, null=True, related_name="+")
    told_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)  # they would rather not hear, or no server takes mail for them

    objects = Supports.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["suggestion", "token"], name="supported_once"),
            models.UniqueConstraint(fields=["suggestion", "customer"], name="supported_once_by_customer"),
        ]
