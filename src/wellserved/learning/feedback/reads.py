"""What customers said, for those who may see it; and what the survey page needs to know."""

from datetime import datetime

from django.db.models import Count, F, Q

from wellserved.ground.accounts.models import Site, Staff
from wellserved.ground.customers.models import Customer, Identity
from wellserved.ground.ids import fingerprint
from wellserved.learning.feedback import links
from wellserved.learning.feedback.models import (
    Door,
    Invitation,
    Pace,
    Refusal,
    Response,
    Responses,
    Survey,
    Version,
)
from wellserved.learning.feedback.questions import Question, merged
from wellserved.learning.feedback.rules import CLOSING, Asking, Reminding
from wellserved.serving.channels.email.reads import mailbox_for
from wellserved.serving.conversations.models import Conversation, Direction, Message, Purpose
from wellserved.serving.conversations.moments import CHANNELS


def pace() -> Pace:
    """How often the house asks."""
    return Pace.objects.first() or Pace()


def asking(conversation: Conversation, at: datetime, survey: Survey | None = None) -> Asking:
    """What decides whether its customer may be asked (this survey)."""
    said = Message.objects.filter(conversation_id=conversation.id).values_list("direction", "purpose", "hints")
    latest = Invitation.objects.filter(customer_id=conversation.customer_id).order_by("-asked_at").first()
    return Asking(
        reachable=_is_reachable(conversation),
        personal=conversation.channel in CHANNELS or any(_is_personal(*message) for message in said),
        last_asked_at=latest.asked_at if latest else None,
        refused=has_refused(conversation.customer_id),
        asked_this_month=_asked_this_month(conversation.site, at, survey),
    )


def reminding(invitation: Invitation) -> Reminding:
    """What decides whether they are asked once more."""
    return Reminding(
        expires_at=invitation.expires_at,
        over=invitation.after != CLOSING or invitation.conversation.is_closed,
        reachable=_is_reachable(invitation.conversation),
        refused=has_refused(invitation.customer_id),
    )


def _is_reachable(conversation: Conversation) -> bool:
    """Whether a mail of ours can leave its site and reach its customer: who was not asked must not rest as if."""
    addresses = Identity.objects.filter(customer_id=conversation.customer_id, kind=Identity.EMAIL)
    return addresses.filter(unreachable_since=None).exists() and mailbox_for(conversation.site) is not None


def _asked_this_month(site: Site, at: datetime, survey: Survey | None) -> int:
    """In the month of the site's calendar; a survey with a quota of its own counts what asked it."""
    first = at.astimezone(site.zone).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    rows = Invitation.objects.filter(conversation__site_id=site.id, asked_at__gte=first)
    return (rows.filter(version__survey=survey) if survey and survey.site_quota else rows).count()


def _is_personal(direction: str, purpose: str, hints: list[str]) -> bool:
    if direction == Direction.INBOUND:
        return not {"automatic", "delivery report"} & set(hints)
    return direction == Direction.OUTBOUND and purpose == Purpose.REPLY


def has_refused(customer_id: int) -> bool:
    """Whether the customer does not want to be asked any more."""
    return Refusal.objects.filter(customer_id=customer_id).exists()


def invitation_of(secret: str) -> Invitation | None:
    """The invitation whose link holds this secret, expired or not."""
    rows = Invitation.objects.select_related("conversation__site", "response", "version")
    told = fingerprint(secret)
    return rows.filter(Q(fingerprint=told) | Q(reminder_fingerprint=told)).first()


def response_to(invitation: Invitation) -> Response | None:
    """What was answered so far, with its ratings."""
    rows = Response.objects.prefetch_related("ratings", "answers").select_related("version", "invitation")
    return rows.filter(invitation=invitation).first()


def response_of(token: str) -> Response | None:
    """The answer that this link changes, with its ratings; None for a link that is none of ours."""
    rows = Response.objects.prefetch_related("ratings", "answers")
    rows = rows.select_related("version", "site", "door__survey", "invitation__version")
    id = links.response_of(token)
    return rows.filter(id=id).first() if id is not None else None


def door_of(token: str) -> Door | None:
    """The door with this token, open or not."""
    return Door.objects.select_related("survey", "site").filter(token=token).first()


def newest_version(survey: Survey) -> Version:
    """What it asks now."""
    return survey.versions.order_by("-number")[0]


def version_of(survey: Survey, number: str) -> Version:
    """What it asked when somebody opened its page, by the number that the page tells; else what it asks now."""
    told = int(number) if number.isascii() and number.isdigit() and len(number) < 9 else 0
    return survey.versions.filter(number=told).first() or newest_version(survey)


def ever_asked(survey: Survey) -> tuple[Question, ...]:
    """What it asks now, and behind it what it asked before: answers outlive the question."""
    return merged([version.read() for version in survey.versions.order_by("-number")])


def was_asked(version: Version, at: datetime) -> bool:
    """Whether somebody was asked it, answered it, or may be looking at it."""
    if any(door.is_open(at) for door in version.survey.doors.select_related("survey")):
        return True
    asked = Invitation.objects.filter(version=version)
    return asked.exists() or Response.objects.filter(version=version).exists()


def asked_after_closing(site: Site, at: datetime) -> Version | None:
    """The survey that is asked there after closing: the site's own, or the house's; None for the everyday one."""
    rows = Survey.objects.on(at).filter(Q(site=site) | Q(site=None), after_closing=True)
    survey = rows.order_by(F("site").asc(nulls_last=True), "-on_from", "-id").first()
    return newest_version(survey) if survey else None


def surveys(viewer: Staff) -> list[Survey]:
    """Those of the viewer's sites and of the house, by name."""
    return list(Survey.objects.within(viewer.scope).select_related("site").order_by("name", "id"))


def survey(viewer: Staff, survey_id: int) -> Survey:
    """Survey.DoesNotExist when it is not theirs to see."""
    return Survey.objects.within(viewer.scope).select_related("site").get(id=survey_id)


def doors(viewer: Staff, survey: Survey) -> list[Door]:
    """Where it can be answered at the viewer's sites, the newest first; those that are closed last."""
    rows = survey.doors.select_related("site", "survey")
    scope = viewer.scope
    mine = rows if scope.site_ids is None else rows.filter(site_id__in=scope.site_ids)
    return list(mine.order_by(F("closed_at").asc(nulls_first=True), "-opened_at", "-id"))


def answers_of_surveys(viewer: Staff) -> dict[int, int]:
    """How often each survey was answered at the viewer's sites."""
    rows = Response.objects.within(viewer.scope).exclude(version=None).order_by()
    return dict(rows.values_list("version__survey_id").annotate(Count("id")))


def answers_of_doors(viewer: Staff, survey: Survey) -> dict[int, int]:
    """How often a survey was answered at each of its doors."""
    rows = Response.objects.within(viewer.scope).filter(door__survey=survey).order_by()
    return dict(rows.values_list("door_id").annotate(Count("id")))


def answers_to(
    viewer: Staff, survey: Survey, *, since: datetime, until: datetime, site_id: int | None = None
) -> Responses:
    """The answers to all versions of a survey given from `since` up to `until`, at the viewer's sites."""
    rows = Response.objects.within(viewer.scope).filter(version__survey=survey)
    rows = rows.filter(answered_at__gte=since, answered_at__lt=until)
    return rows if site_id is None else rows.filter(site_id=site_id)


def responses_of(viewer: Staff, conversation: Conversation) -> list[Response]:
    """The answers about this conversation, newest first; nothing about another site's."""
    return list(_seen_by(viewer).filter(conversation_id=conversation.id))


def history_of(viewer: Staff, customer: Customer, limit: int = 20) -> list[Response]:
    """What this customer answered about the viewer's sites, newest first."""
    rows = _seen_by(viewer).select_related("version").prefetch_related("answers")
    return list(rows.filter(invitation__customer_id=customer.id)[:limit])


def latest_words(viewer: Staff, *, site_id: int | None = None, limit: int = 20) -> list[Response]:
    """Answers in words, newest first."""
    rows = _seen_by(viewer).exclude(words="").select_related("conversation__customer", "site")
    return list((rows if site_id is None else rows.filter(site_id=site_id))[:limit])


def _seen_by(viewer: Staff) -> Responses:
    rows = Response.objects.within(viewer.scope).saying_something().select_related("invitation")
    return rows.prefetch_related("ratings").order_by("-answered_at", "-id")
