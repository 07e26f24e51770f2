"""What was suggested. The viewer comes first; the public reads ask nobody, and tell only what everybody may know."""

from dataclasses import dataclass

from django.db.models import Count, Q

from wellserved.ground.accounts.models import Site, Staff
from wellserved.learning.feedback.models import Response
from wellserved.learning.suggestions import rules
from wellserved.learning.suggestions.models import Suggestion, Suggestions, Support, voices
from wellserved.learning.suggestions.rules import STATES
from wellserved.serving.channels.email.reads import mailbox_for

MOST_LISTED = 200
MOST_PUBLIC = 100


@dataclass(frozen=True, slots=True)
class Whole:
    """A suggestion with those that were merged into it, with its voices, and how many of these wait to hear of it.

    Without a mailbox nobody can be told.
    """

    suggestion: Suggestion
    merged: tuple[Suggestion, ...]
    voices: int
    waiting: int
    has_mailbox: bool

    @property
    def addressed(self) -> int:
        """How many left an address, and hear of an answer."""
        return len({one.customer_id for one in (self.suggestion, *self.merged) if one.customer_id is not None})


def suggestions(viewer: Staff, *, state: str = "", site_id: int | None = None) -> list[Suggestion]:
    """Those of the viewer's sites, the newest first, with their `voices`."""
    rows = Suggestion.objects.within(viewer.scope).whole().with_voices().select_related("site", "customer")
    rows = rows.filter(site_id=site_id) if site_id is not None else rows
    rows = rows.filter(state=state) if state in STATES else rows
    return list(rows.order_by("-made_at", "-id")[:MOST_LISTED])


def counts(viewer: Staff, site_id: int | None = None) -> dict[str, int]:
    """How many stand how."""
    rows = Suggestion.objects.within(viewer.scope).whole()
    rows = rows.filter(site_id=site_id) if site_id is not None else rows
    return dict(rows.order_by().values_list("state").annotate(number=Count("id")))


def suggestion(viewer: Staff, id: int) -> Suggestion:
    """Suggestion.DoesNotExist when it is not theirs to see."""
    return _told(Suggestion.objects.within(viewer.scope)).get(id=id)


def whole(viewer: Staff, id: int) -> Whole:
    """With all that was merged into it; of one that was merged, the one that speaks for it."""
    found = suggestion(viewer, id)
    if found.merged_into_id is not None:
        found = suggestion(viewer, found.merged_into_id)
    counted = (
        Suggestion.objects.filter(id=found.id).annotate(counted=voices()).values_list("counted", flat=True).get()
    )
    merged = _told(Suggestion.objects.filter(merged_into=found)).order_by("id")
    waiting = Support.objects.of(found).waiting().values("customer").distinct().count()
    return Whole(found, tuple(merged), counted, waiting, can_write(found.site))


def others(viewer: Staff, than: Suggestion, limit: int = 100) -> tuple[list[Suggestion], list[Suggestion]]:
    """What it may be merged into, of the same site: those that seem to say the same, then the rest, newest first."""
    rows = Suggestion.objects.within(viewer.scope).whole().filter(site_id=than.site_id).exclude(id=than.id)
    found = list(rows.order_by("-made_at", "-id")[:limit])
    said = f"{than.title} {than.words}"
    like = {one.id: rules.likeness(said, f"{one.title} {one.words}") for one in found}
    alike = sorted((one for one in found if like[one.id] >= rules.ALIKE), key=lambda one: -like[one.id])
    return alike, [one for one in found if like[one.id] < rules.ALIKE]


def of_improvement(viewer: Staff, improvement_id: int) -> list[Suggestion]:
    """Those that led to it, with their `voices`."""
    rows = Suggestion.objects.within(viewer.scope).filter(improvement_id=improvement_id)
    return list(rows.whole().with_voices().select_related("site").order_by("id"))


def response(viewer: Staff, id: int) -> Response:
    """An answer with words; Response.DoesNotExist when it is not theirs to see."""
    rows = Response.objects.within(viewer.scope).exclude(words="").select_related("conversation")
    return rows.get(id=id)


def answered(site: Site) -> list[Suggestion]:
    """You said, we did: what everybody may read, the latest answer first."""
    rows = Suggestion.objects.public().filter(site=site).with_voices()
    return list(rows.order_by("-answered_at", "-id")[:MOST_PUBLIC])


def public(site: Site, id: int) -> Suggestion | None:
    """One that everybody may read."""
    return Suggestion.objects.public().filter(Q(site=site, id=id)).first()


def wished(id: int) -> Suggestion | None:
    """The one whose link somebody holds, whatever became of it since."""
    return Suggestion.objects.select_related("site", "merged_into").filter(id=id).first()


def can_write(site: Site) -> bool:
    """Whether mail of ours can leave the site: whoever leaves an address where it cannot would wait in vain."""
    return mailbox_for(site) is not None


def hears(customer_id: int) -> tuple[int, int]:
    """Of how many suggestions they wait to hear, and of how many they would rather not."""
    theirs = Support.objects.filter(customer_id=customer_id, told_at=None)
    left = theirs.filter(left_at__isnull=False).count()
    return theirs.count() - left, left


def _told(rows: Suggestions) -> Suggestions:
    return rows.select_related("site", "customer", "typed_by", "answered_by", "conversation")
