"""Surveys as managers make them: what is asked, where it can be answered, how often."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from wellserved.ground import ids
from wellserved.ground.accounts.models import Site
from wellserved.ground.journal.actions import record
from wellserved.ground.journal.actor import Actor
from wellserved.learning.feedback import notation, reads
from wellserved.learning.feedback.actions.pacing import Refused, check_quota, check_share
from wellserved.learning.feedback.events import SurveyChanged, SurveyDoorClosed, SurveyDoorOpened
from wellserved.learning.feedback.kinds import READY
from wellserved.learning.feedback.models import Door, Survey, Version
from wellserved.learning.feedback.questions import Question

NAME_CHARACTERS = 120
MOST_DOORS = 500


@transaction.atomic
def make(kind: str, *, name: str, site: Site | None, by: Actor, at: datetime) -> Survey:
    """A survey of a ready-made kind, off until it is switched on."""
    if kind not in READY:
        raise Refused("Choose one of the kinds.")
    survey = Survey(name=_named(name), kind=kind, site=site, made_at=at)
    survey.save(force_insert=True)
    _add_version(survey, READY[kind].questions, number=1, by=by, at=at)
    return survey


@transaction.atomic
def ask_otherwise(survey: Survey, questions: Sequence[Question], *, by: Actor, at: datetime) -> Version:
    """Ask these from now on; what was answered before stays with what was asked then. Refused says what is wrong.

    A version that nobody was asked yet is only corrected.
    """
    if wrong := notation.fault(questions):
        raise Refused(wrong)
    Survey.objects.select_for_update().get(id=survey.id)
    newest = survey.versions.order_by("-number")[0]
    if notation.written(newest.read()) == notation.written(questions):
        return newest
    if not reads.was_asked(newest, at):
        newest.questions, newest.made_at = notation.written(questions), at
        newest.save(update_fields=["questions", "made_at"])
        _announce(survey, by=by, at=at)
        return newest
    return _add_version(survey, questions, number=newest.number + 1, by=by, at=at)


@transaction.atomic
def describe(
    survey: Survey,
    *,
    name: str,
    after_closing: bool,
    share: int | None = None,
    site_quota: int | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """Its name, whether it is asked by mail after closing in place of the everyday question, and how often.

    None of `share` (percent) or `site_quota` (per site and month) is as the house does. Refused says what is wrong.
    """
    if share is not None:
        check_share(share)
    check_quota(site_quota)
    survey.name, survey.after_closing, survey.share, survey.site_quota = (
        _named(name),
        after_closing,
        share,
        site_quota,
    )
    survey.save(update_fields=["name", "after_closing", "share", "site_quota"])
    _announce(survey, by=by, at=at)


@transaction.atomic
def switch_on(survey: Survey, *, starts_at: datetime, by: Actor, at: datetime) -> None:
    survey.on_from, survey.off_from = max(starts_at, at), None
    survey.save(update_fields=["on_from", "off_from"])
    _announce(survey, by=by, at=at)


@transaction.atomic
def switch_off(survey: Survey, *, by: Actor, at: datetime) -> None:
    """Nobody is asked it any more, and its doors are closed; who was asked may still answer."""
    survey.off_from = at
    survey.save(update_fields=["off_from"])
    _announce(survey, by=by, at=at)


@transaction.atomic
def open_door(survey: Survey, site: Site, *, way: str, label: str, by: Actor, at: datetime) -> Door:
    """Another place where it can be answered: a link, a QR code, a kiosk, a shop's page."""
    if way not in Door.WAYS:
        raise Refused("Choose a link, a QR code, a kiosk or a widget.")
    if survey.site_id not in (None, site.id):
        raise Refused("This survey is another site's.")
    if survey.doors.count() >= MOST_DOORS:
        raise Refused(f"A survey has {MOST_DOORS} places at most; close those that are not needed.")
    label = " ".join(label.split())[:NAME_CHARACTERS]
    door = Door(survey=survey, site=site, way=way, label=label, token=ids.secret(12), opened_at=at)
    door.save(force_insert=True)
    record(SurveyDoorOpened(at=at, by=by, site_id=site.id, survey_id=survey.id, door_id=door.id, way=way))
    return door


@transaction.atomic
def close_door(door: Door, *, by: Actor, at: datetime) -> bool:
    """It can't be answered there any more. False if it was closed before."""
    if not Door.objects.filter(id=door.id, closed_at=None).update(closed_at=at):
        return False
    record(SurveyDoorClosed(at=at, by=by, site_id=door.site_id, survey_id=door.survey_id, door_id=door.id))
    return True


def _named(name: str) -> str:
    name = " ".join(name.replace("\0", "").split())
    if not 1 <= len(name) <= NAME_CHARACTERS:
        raise Refused(f"A name has 1 to {NAME_CHARACTERS} characters.")
    return name


def _add_version(survey: Survey, questions: Sequence[Question], *, number: int, by: Actor, at: datetime) -> Version:
    version = Version(survey=survey, number=number, questions=notation.written(questions), made_at=at)
    version.save(force_insert=True)
    _announce(survey, by=by, at=at)
    return version


def _announce(survey: Survey, *, by: Actor, at: datetime) -> None:
    number = survey.versions.order_by("-number").values_list("number", flat=True)[0]
    told: dict[str, Any] = {"share": survey.share, "site_quota": survey.site_quota, "is_on": survey.is_on(at)}
    record(SurveyChanged(at=at, by=by, site_id=survey.site_id, survey_id=survey.id, version=number, **told))
