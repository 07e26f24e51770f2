from django.db import models

from wellserved.ground.customers.rules import ERASED


class Company(models.Model):
    """The organisation a customer belongs to."""

    name = models.CharField(max_length=200)
    domain = models.CharField(max_length=200, blank=True, default="", db_index=True)


class Customer(models.Model):
    """A person we serve. Personal data lives here and in conversations only."""

    name = models.CharField(max_length=200, blank=True, default="")
    company = models.ForeignKey(Company, models.SET_NULL, null=True, related_name="customers")
    language = models.CharField(max_length=10, blank=True, default="")
    note = models.TextField(blank=True, default="")
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["name"], name="customers_by_name")]

    def __str__(self) -> str:
        return self.name or "Unnamed customer"

    @property
    def is_erased(self) -> bool:
        return self.name == ERASED

    @property
    def initials(self) -> str:
        return "".join(word[0] for word in self.name.split()[:2]).upper() or "?"


class Identity(models.Model):
    """One way to reach or recognise a customer; `value` is normalised (addresses casefolded)."""

    EMAIL, PHONE, VISITOR, EXTERNAL = "email", "phone", "visitor", "external"

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="identities")
    kind = models.CharField(max_length=10)
    value = models.CharField(max_length=320)
    verified_at = models.DateTimeField(null=True)
    unreachable_since = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "value"], name="one_customer_per_identity")]


class Preference(models.Model):
    """What the person who serves should know: a like, a dislike or a need."""

    LIKE, DISLIKE, NEED = "like", "dislike", "need"

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="preferences")
    kind = models.CharField(max_length=10)
    text = models.CharField(max_length=300)
    noted_at = models.DateTimeField()
    noted_by = models.BigIntegerField(null=True)


class Membership(models.Model):
    """That a customer, or a whole company, is in a group of the house's: regular, internal, supplier ..."""

    CHARACTERS = 60

    group = models.CharField(max_length=CHARACTERS)
    customer = models.ForeignKey(Customer, models.CASCADE, null=True, related_name="+")
    company = models.ForeignKey(Company, models.CASCADE, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["customer", "group"], name="once_in_a_group"),
            models.UniqueConstraint(fields=["company", "group"], name="company_once_in_a_group"),
            models.CheckConstraint(
                condition=models.Q(customer=None) ^ models.Q(company=None), name="customer_or_company"
            ),
        ]


class Erasures(models.QuerySet["Erasure"]):
    def standing(self) -> "Erasures":
        """Not taken back: to come, or done."""
        return self.filter(taken_back_at=None)

    def to_come(self) -> "Erasures":
        return self.standing().filter(erased_at=None)


class Erasure(models.Model):
    """That a customer is to be erased at `due_at`, or was. Their row stays, without anything of them.

    The reason is one of a few, never words: this row is kept to show that it was done. `left` are the SHA-256 of
    files that the disk still holds.
    """

    ASKED, OVER, MISTAKE = "asked", "over", "mistake"

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="+")
    reason = models.CharField(max_length=8)
    asked_at = models.DateTimeField()
    asked_by = models.BigIntegerField(null=True)
    due_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.BigIntegerField(null=True)
    erased_at = models.DateTimeField(null=True)
    left = models.JSONField(default=list)
    swept_at = models.DateTimeField(null=True)

    objects = Erasures.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["customer"], name="one_erasure_stands", condition=models.Q(taken_back_at=None)
            )
        ]


class Merges(models.QuerySet["Merge"]):
    def standing(self) -> "Merges":
        """Not parted again."""
        return self.filter(parted_at=None)


class Merge(models.Model):
    """That two customers turned out to be one: `merged` is `kept` from now on, until they are parted.

    `moved` are the ids of the rows that went over, by what they are, so that parting returns exactly these; `before`
    and `after` are what `kept` was called before it, and since.
    """

    kept = models.ForeignKey(Customer, models.CASCADE, related_name="+")
    merged = models.ForeignKey(Customer, models.CASCADE, related_name="+")
    at = models.DateTimeField()
    by_staff_id = models.BigIntegerField(null=True)
    moved = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    parted_at = models.DateTimeField(null=True)
    parted_by_id = models.BigIntegerField(null=True)

    objects = Merges.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["merged"], name="merged_into_one", condition=models.Q(parted_at=None))
        ]
