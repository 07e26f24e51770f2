"""Who is to be won back, and how well that goes. The viewer comes first; other sites' recoveries do not exist."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Q

from wellserved.ground.accounts.models import Staff
from wellserved.ground.accounts.reads import leading_at
from wellserved.learning.recovery import rules
from wellserved.learning.recovery.models import DUE_NEXT, Recoveries, Recovery, Terms
from wellserved.measures.estimate import Estimate
from wellserved.measures.shares import wilson_interval
from wellserved.serving.conversations.models import Conversation

MOST_LISTED = 200
LOOKED_BACK = timedelta(days=91)


@dataclass(frozen=True, slots=True)
class Standing:
    """Of those opened within LOOKED_BACK: the share heard in time, settled in time, and recovered as they say."""

    opened: int
    contacted: Estimate
    settled: Estimate
    recovered: Estimate


def terms_of(site_id: int) -> Terms:
    """The site's own, or the house's (a row that was never saved)."""
    return Terms.objects.filter(site_id=site_id).first() or Terms(site_id=site_id)


def recovery(viewer: Staff, id: int) -> Recovery:
    """Recovery.DoesNotExist when it is not theirs to see."""
    return _told(Recovery.objects.within(viewer.scope)).get(id=id)


def of_conversation(viewer: Staff, conversation: Conversation) -> list[Recovery]:
    """What is, or was, to be made right in this matter; the latest first."""
    if not viewer.scope.reaches(conversation.site_id):
        return []
    return list(_told(Recovery.objects.standing().of(conversation.id)).order_by("-id"))


def to_do(viewer: Staff, *, mine: bool = False, site_id: int | None = None) -> list[Recovery]:
    """What is not settled, the longest due first."""
    rows = _at(viewer, site_id).unsettled()
    rows = rows.filter(owner_id=viewer.id) if mine else rows
    return list(_told(rows).order_by(DUE_NEXT, "id")[:MOST_LISTED])


def settled(viewer: Staff, *, mine: bool = False, site_id: int | None = None) -> list[Recovery]:
    """What is settled, the latest first."""
    rows = _at(viewer, site_id).settled()
    rows = rows.filter(owner_id=viewer.id) if mine else rows
    return list(_told(rows).order_by("-settled_at", "-id")[:MOST_LISTED])


def standing(viewer: Staff, at: datetime, *, site_id: int | None = None) -> Standing:
    """How well it goes lately. What is neither done nor due yet counts for nothing."""
    rows = _at(viewer, site_id).standing().filter(opened_at__gt=at - LOOKED_BACK, opened_at__lte=at)
    in_time = Q(contacted_at__lte=F("contact_due_at"))
    over = Q(settled_at__lte=F("outcome_due_at"))
    told = rows.aggregate(
        opened=Count("id"),
        contacted=Count("id", filter=in_time),
        contacts=Count("id", filter=in_time | Q(contact_due_at__lte=at)),
        settled=Count("id", filter=over),
        outcomes=Count("id", filter=over | Q(outcome_due_at__lte=at)),
        recovered=Count("id", filter=Q(customer_says=rules.SAID_YES)),
        verdicts=Count("id", filter=~Q(customer_says="")),
    )
    return Standing(
        told["opened"],
        wilson_interval(told["contacted"], told["contacts"], what="recoveries"),
        wilson_interval(told["settled"], told["outcomes"], what="recoveries"),
        wilson_interval(told["recovered"], told["verdicts"], what="answers"),
    )


def open_in(conversation_id: int) -> Sequence[Recovery]:
    """What is to be made right in a matter, for the house itself."""
    return list(Recovery.objects.unsettled().of(conversation_id).select_related("conversation"))


def orphaned_by(staff_id: int) -> list[Recovery]:
    """What is theirs to make right at sites where they serve no more."""
    rows = Recovery.objects.unsettled().filter(owner_id=staff_id).select_related("conversation").order_by("id")
    serving = Staff.objects.get_queryset().active().filter(id=staff_id)
    return [one for one in rows if not serving.at_site(one.site_id).exists()]


def to_tell(recovery: Recovery, *, leads: bool) -> list[Staff]:
    """Whose it is; and who leads there, if it must be `leads` or there is nobody else."""
    owner = [recovery.owner] if recovery.owner is not None and recovery.owner.is_active else []
    leading = leading_at(recovery.site_id) if leads or not owner else []
    return owner + [one for one in leading if one.id != recovery.owner_id]


def of_response(response_id: int) -> Recovery | None:
    return Recovery.objects.filter(response_id=response_id).select_related("conversation").first()


def asked_by(invitation_id: int | None) -> Recovery | None:
    """The recovery about which this invitation asked again; None is no invitation."""
    if invitation_id is None:
        return None
    return Recovery.objects.filter(asked_again_id=invitation_id).select_related("conversation").first()


def _at(viewer: Staff, site_id: int | None) -> Recoveries:
    rows = Recovery.objects.within(viewer.scope)
    return rows if site_id is None else rows.filter(site_id=site_id)


def _told(rows: Recoveries) -> Recoveries:
    rows = rows.prefetch_related("response__answers", "response__ratings")
    return rows.select_related("response__version", "conversation__customer", "site", "owner", "settled_by")
