from collections.abc import Iterator
from functools import lru_cache
from json import JSONDecoder

from django.db import models

from wellserved.ground.journal.actor import Actor
from wellserved.ground.journal.events import KINDS, Event, decode
from wellserved.ground.rows import moment, plain

PLACE = ("conversation_id", "customer_id", "site_id")
_decoded = JSONDecoder().raw_decode  # what the database gives has no space around it
_actor = lru_cache(maxsize=1024)(Actor)


class Entries(models.QuerySet["Entry"]):
    def of(self, conversation_id: int) -> "Entries":
        return self.filter(conversation_id=conversation_id).order_by("id")

    def after(self, seq: int) -> "Entries":
        return self.filter(id__gt=seq).order_by("id")

    def of_kinds(self, *kinds: type[Event]) -> "Entries":
        return self.filter(kind__in=[kind.kind for kind in kinds])

    def events(self) -> Iterator[Event]:
        """What the entries tell, without the cost of rows: for whoever reads many."""
        rows = self.values_list("kind", "at", "by_kind", "by_id", *PLACE, "id", "measures")
        for kind, at, by_kind, by_id, conversation_id, customer_id, site_id, seq, measures in plain(rows):
            yield KINDS[kind](
                at=moment(at),
                by=_actor(by_kind, by_id),
                conversation_id=conversation_id,
                customer_id=customer_id,
                site_id=site_id,
                seq=seq,
                **_decoded(measures)[0],
            )


class Entry(models.Model):
    """One line of the journal; never changed, never deleted. Ids are plain numbers: the journal outlives rows."""

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=60)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    by_kind = models.CharField(max_length=10)
    by_id = models.BigIntegerField(null=True)
    conversation_id = models.BigIntegerField(null=True)
    customer_id = models.BigIntegerField(null=True)
    site_id = models.BigIntegerField(null=True)
    measures = models.JSONField(default=dict)

    objects = Entries.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["conversation_id", "id"],
                name="journal_by_conversation",
                condition=models.Q(conversation_id__isnull=False),
            ),
            models.Index(fields=["kind", "id"], name="journal_by_kind"),
        ]

    def event(self) -> Event:
        head = {
            "at": self.at,
            "by": Actor(self.by_kind, self.by_id),  # type: ignore[arg-type]
            "conversation_id": self.conversation_id,
            "customer_id": self.customer_id,
            "site_id": self.site_id,
            "seq": self.id,
        }
        return decode(self.kind, head, self.measures)
