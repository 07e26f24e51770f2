from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from wellserved.ground.accounts.models import Site
from wellserved.ground.accounts.rules import Scope
from wellserved.ground.customers.models import Customer
from wellserved.learning.feedback import rules
from wellserved.learning.feedback.fields import scores, taken
from wellserved.learning.feedback.given import Given, Rated
from wellserved.learning.feedback.kinds import built_in
from wellserved.learning.feedback.notation import read
from wellserved.learning.feedback.questions import Question
from wellserved.serving.conversations.models import Conversation


class Pace(models.Model):
    """How often customers are asked, for the whole house; one row, and without it as it is told here."""

    quiet_days = models.PositiveIntegerField(default=rules.QUIET.days)  # nobody is asked twice within them
    share = models.PositiveIntegerField(default=100)  # percent of those who may be asked
    site_quota = models.PositiveIntegerField(null=True)  # at most so many are asked per site and month
    reminder_days = models.PositiveIntegerField(null=True)  # who has not answered by then is reminded, once
    changed_at = models.DateTimeField()

    def fact(self) -> rules.Pace:
        return rules.Pace(timedelta(days=self.quiet_days), self.share / 100, self.site_quota)


class Surveys(models.QuerySet["Survey"]):
    def within(self, scope: Scope) -> "Surveys":
        """Their sites', and the house's, which are asked everywhere."""
        return self if scope.site_ids is None else self.filter(Q(site=None) | Q(site_id__in=scope.site_ids))

    def on(self, at: datetime) -> "Surveys":
        return self.filter(Q(off_from=None) | Q(off_from__gt=at), on_from__lte=at)


class Survey(models.Model):
    """How we ask: what is asked is told by its newest version. Without a site it is the house's.

    A `share` (percent) or `site_quota` of its own stands in place of the house's pace.
    """

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12)
    site = models.ForeignKey(Site, models.PROTECT, null=True, related_name="+")
    after_closing = models.BooleanField(default=False)  # asked by mail in place of the everyday question
    share = models.PositiveIntegerField(null=True)
    site_quota = models.PositiveIntegerField(null=True)  # per site and month, of this survey alone
    on_from = models.DateTimeField(null=True)  # None was never on
    off_from = models.DateTimeField(null=True)
    made_at = models.DateTimeField()

    objects = Surveys.as_manager()

    def __str__(self) -> str:
        return self.name

    def pace(self, house: rules.Pace) -> rules.Pace:
        return house.own(self.share / 100 if self.share else None, self.site_quota)

    def is_on(self, at: datetime) -> bool:
        return self.on_from is not None and self.on_from <= at and (self.off_from is None or at < self.off_from)


class Version(models.Model):
    """The questions of a survey from a moment on; never changed, since answers were given to them."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="versions", db_index=False)
    number = models.PositiveIntegerField()
    questions = models.JSONField()  # notation.py
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["survey", "number"], name="one_version_of_a_number")]

    def read(self) -> tuple[Question, ...]:
        return read(self.questions)


class Door(models.Model):
    """A place where a survey can be answered without being asked: a link, a QR code, a kiosk, a shop's page."""

    LINK, QR, KIOSK, WIDGET = "link", "qr", "kiosk", "widget"
    WAYS = (LINK, QR, KIOSK, WIDGET)

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="doors")
    site = models.ForeignKey(Site, models.PROTECT, related_name="+", db_index=False)
    way = models.CharField(max_length=8)
    label = models.CharField(max_length=120, blank=True, default="")  # "Reception", "Room 12"
    token = models.CharField(max_length=32, unique=True)  # it hangs on a wall: no secret, but nobody guesses it
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    def is_open(self, at: datetime) -> bool:
        return (self.closed_at is None or at < self.closed_at) and self.survey.is_on(at)


class Invitation(models.Model):
    """That a customer was asked about a conversation. The link's secret is stored as a fingerprint only.

    `version` is what they were asked; without one, the everyday question in its short or long `form`. `after` is the
    closing, or a call, a visit or a chat.
    """

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="invitations")
    customer = models.ForeignKey(Customer, models.CASCADE, related_name="+", db_index=False)
    form = models.CharField(max_length=8, default=rules.SHORT)
    after = models.CharField(max_length=8, default=rules.CLOSING)
    fingerprint = models.CharField(max_length=64, unique=True)
    closure_seq = models.BigIntegerField(unique=True, null=True)  # the closing that asked; asked once each
    version = models.ForeignKey(Version, models.PROTECT, null=True, related_name="+", db_index=False)
    reminder_fingerprint = models.CharField(max_length=64, unique=True, null=True)
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

    def questions(self) -> tuple[Question, ...]:
        return self.version.read() if self.version else built_in(self.form == rules.LONG)


class Refusal(models.Model):
    """That a customer does not want to be asked any more."""

    customer = models.OneToOneField(Customer, models.CASCADE, related_name="+")
    at = models.DateTimeField()


class Click(models.Model):
    """A first answer as it came in: a link followed, or a button pressed (`confirmed`).

    `choice` is -2..2 for a comparison, and of other questions the place of the answer in their list.
    """

    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="clicks")
    choice = models.SmallIntegerField()
    confirmed = models.BooleanField(default=False)
    at = models.DateTimeField()

    def fact(self) -> rules.Click:
        return rules.Click(self.at, self.choice, self.confirmed)


class Responses(models.QuerySet["Response"]):
    def within(self, scope: Scope) -> "Responses":
        """What somebody with this scope may see."""
        return self if scope.site_ids is None else self.filter(site_id__in=scope.site_ids)

    def of_customer(self, customer_id: int) -> "Responses":
        """Those about their matters, and those that they were asked for."""
        return self.filter(Q(conversation__customer_id=customer_id) | Q(invitation__customer_id=customer_id))

    def saying_something(self) -> "Responses":
        """Not those of which a scanner was the only author."""
        rated = Exists(Rating.objects.filter(response=OuterRef("pk")))
        answered = Exists(Answer.objects.filter(response=OuterRef("pk")))
        return self.filter(Q(comparison__isnull=False) | ~Q(words="") | rated | answered)


class Response(models.Model):
    """What a customer answered. `comparison` is -2 (far below what was expected) to 2 (far above).

    Who came through a door of their own was not invited, and no conversation is known; `told_as` is the fingerprint
    of the name that their browser gave the answer, so that it is kept once however often it is sent.
    """

    MAIL = "mail"

    invitation = models.OneToOneField(Invitation, models.CASCADE, null=True, related_name="response")
    conversation = models.ForeignKey(Conversation, models.CASCADE, null=True, related_name="responses")
    version = models.ForeignKey(Version, models.PROTECT, null=True, related_name="+")
    door = models.ForeignKey(Door, models.PROTECT, null=True, related_name="+", db_index=False)
    way = models.CharField(max_length=8, default=MAIL)  # mail, or the door's
    told_as = models.CharField(max_length=64, unique=True, null=True)
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

    def is_open(self, at: datetime) -> bool:
        """Whether it may be changed."""
        return self.invitation.is_open(at) if self.invitation else at < self.answered_at + rules.LASTS

    def questions(self) -> tuple[Question, ...]:
        if self.version:
            return self.version.read()
        return self.invitation.questions() if self.invitation else built_in(long=False)

    def given(self) -> Given:
        """All that was said."""
        ratings = {rating.dimension: rating.rated() for rating in self.ratings.all()}
        answers = {answer.question: answer.value for answer in self.answers.all()}
        return Given(self.comparison, ratings, self.words or None, answers)

    def scores(self) -> list[list[Any]]:
        """[measure, number, lowest, highest] of what is counted as "csat", "nps" or "ces"."""
        return scores(self.given(), self.version.read()) if self.version else []

    def values(self) -> dict[str, Any]:
        """The same by the questions' keys."""
        return taken(self.given(), self.questions())


class Answer(models.Model):
    """The answer to a question that is neither a comparison nor a level of a dimension (questions.py: Value)."""

    response = models.ForeignKey(Response, models.CASCADE, related_name="answers", db_index=False)
    question = models.CharField(max_length=40)
    value = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["response", "question"], name="one_answer_each")]


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
