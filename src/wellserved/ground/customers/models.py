from django.db import models


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
