from datetime import datetime

from django.db import models
from django.db.models import Exists, OuterRef, Q

from wellserved.ground.accounts.rules import Scope

NAME_CHARACTERS = 80
MESSAGE, RESPONSE = "message", "response"


class Themes(models.QuerySet["Theme"]):
    def within(self, scope: Scope) -> "Themes":
        """Those of which somebody has spoken at these sites, by their own texts or those that they count for."""
        if scope.site_ids is None:
            return self
        said = ThemeText.objects.within(scope)
        of_it = Q(theme=OuterRef("pk")) | Q(theme__merged_into=OuterRef("pk"))
        return self.filter(Exists(said.filter(of_it)))

    def whole(self) -> "Themes":
        """Not those for which another one counts."""
        return self.filter(merged_into=None)

    def shown(self) -> "Themes":
        return self.whole().filter(hidden_at=None)

    def of_nobody(self) -> "Themes":
        """What no person has touched, and may be forgotten when nobody speaks of it any more."""
        touched = Q(pinned_at__isnull=False) | Q(hidden_at__isnull=False) | Q(merged_into__isnull=False)
        divided = Q(division__isnull=False) | Q(divisions__isnull=False)
        return self.filter(name="").exclude(touched | divided | Q(merged__isnull=False))


class Theme(models.Model):
    """What many speak of. Found by the machine, named by a person; it stays itself from run to run."""

    id = models.BigAutoField(primary_key=True)
    name = models.CharField(max_length=NAME_CHARACTERS, blank=True, default="")
    terms = models.JSONField(default=list)  # as several customers wrote them, the most telling first
    found_at = models.DateTimeField()
    seen_at = models.DateTimeField()  # the latest run that found it
    pinned_at = models.DateTimeField(null=True)
    hidden_at = models.DateTimeField(null=True)
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, related_name="merged")

    objects = Themes.as_manager()

    def __str__(self) -> str:
        return self.name or ", ".join(self.terms[:3])

    @property
    def part_of(self) -> "Theme | None":
        """From which a person told it apart."""
        return self.division.of if hasattr(self, "division") else None


class Texts(models.QuerySet["ThemeText"]):
    def within(self, scope: Scope) -> "Texts":
        return self if scope.site_ids is None else self.filter(site_id__in=scope.site_ids)

    def since(self, at: datetime) -> "Texts":
        return self.filter(at__gte=at)


class ThemeText(models.Model):
    """That a text speaks of a theme. Ids are plain numbers: the text itself stays where it was said."""

    id = models.BigAutoField(primary_key=True)
    theme = models.ForeignKey(Theme, models.CASCADE, related_name="texts", db_index=False)
    kind = models.CharField(max_length=8)  # message, or response (the words of an answer)
    text_id = models.BigIntegerField()
    conversation_id = models.BigIntegerField(null=True)
    customer_id = models.BigIntegerField(null=True)
    site_id = models.BigIntegerField()
    at = models.DateTimeField()
    weight = models.FloatField()  # how typical it is: 0 to 1
    tone = models.FloatField(null=True)  # -1 to 1 by the list of words; None where none of them stands

    objects = Texts.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["theme", "kind", "text_id"], name="speaks_of_it_once")]
        indexes = [models.Index(fields=["site_id", "at"], name="theme_texts_of_site")]


class Removal(models.Model):
    """That a person said: this text does not speak of it. No run puts it back."""

    theme = models.ForeignKey(Theme, models.CASCADE, related_name="removals", db_index=False)
    kind = models.CharField(max_length=8)
    text_id = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["theme", "kind", "text_id"], name="removed_once")]


class Division(models.Model):
    """That a person told two matters in a theme apart: what of it has one of these `words`, or is among the `texts`
    that were chosen, is another theme's, tonight and each night to come."""

    theme = models.OneToOneField(Theme, models.CASCADE, related_name="division")  # of its own since
    of = models.ForeignKey(Theme, models.CASCADE, related_name="divisions")
    words = models.JSONField(default=list)
    texts = models.JSONField(default=list)  # [kind, id]
    at = models.DateTimeField()

    @property
    def chosen(self) -> set[tuple[str, int]]:
        return {(kind, id) for kind, id in self.texts}
