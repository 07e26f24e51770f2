"""Other questions than the everyday one: by mail after closing, kept in parts, and measured."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.world import World
from wellserved.ground.journal.actor import SYSTEM, rule
from wellserved.ground.journal.models import Entry
from wellserved.learning.feedback import actions, reads, rules
from wellserved.learning.feedback.actions import TooLate, answer
from wellserved.learning.feedback.events import CustomerReminded, ResponseChanged, ResponseGiven
from wellserved.learning.feedback.given import Given
from wellserved.learning.feedback.models import Answer, Invitation, Response, Survey
from wellserved.learning.feedback.questions import LONG, YES_NO, Branch, Question
from wellserved.learning.feedback.results import findings
from wellserved.learning.feedback.servqual_results import servqual
from wellserved.learning.feedback.tests.matters import answered_and_closed, invited, survey_mail
from wellserved.serving.conversations import links
from wellserved.serving.conversations.models import Message, Purpose

SOON = timedelta(minutes=10)


def asked_after_closing(world: World, kind: str, at: datetime) -> Survey:
    survey = actions.make(kind, name="After closing", site=world.house, by=SYSTEM, at=at)
    actions.describe(survey, name="After closing", after_closing=True, by=SYSTEM, at=at)
    actions.switch_on(survey, starts_at=at, by=SYSTEM, at=at)
    return survey


def pace(at: datetime, **told: Any) -> None:
    usual = {"quiet_days": 30, "share": 100, "site_quota": None, "reminder_days": None}
    actions.keep_pace(**{**usual, **told}, by=SYSTEM, at=at)


def test_the_mail_has_a_link_for_each_answer_of_another_survey(world: World, at: datetime) -> None:
    asked_after_closing(world, "nps", at)
    invitation = invited(world, at + SOON)
    mail = survey_mail(invitation.conversation)
    left = links.filled(mail, mail.html)
    assert [f"?answer={n}" in left for n in range(11)] == [True] * 11
    assert "recommend us" in mail.text
    assert "extremely likely" in mail.text
    assert invitation.version


def test_off_it_is_the_everyday_question_again(world: World, at: datetime) -> None:
    survey = asked_after_closing(world, "nps", at)
    assert reads.asked_after_closing(world.house, at) is not None
    assert reads.asked_after_closing(world.quay, at) is None
    actions.switch_off(survey, by=SYSTEM, at=at + SOON)
    assert invited(world, at + SOON).version is None


def test_a_score_is_told_without_words_and_a_scanner_gives_none(world: World, at: datetime) -> None:
    asked_after_closing(world, "nps", at)
    invitation = invited(world, at)
    for n in range(11):
        moment = at + timedelta(milliseconds=100 * n)
        answer(invitation, Given(answers={"recommend": n}), confirmed=False, at=moment)
    assert not Answer.objects.exists()
    assert reads.responses_of(world.ines, invitation.conversation) == []
    answer(invitation, Given(answers={"recommend": 3}, words="Too loud"), at=at + SOON)
    answer(invitation, Given(answers={"missed": "Thicker walls"}), at=at + SOON)
    told = Entry.objects.of_kinds(ResponseGiven, ResponseChanged).order_by("id").last()
    assert told
    assert told.measures["scores"] == [["nps", 3, 0, 10]]
    assert not [entry for entry in Entry.objects.all() if "loud" in str(entry.measures)]
    assert Answer.objects.get(question="missed").value == "Thicker walls"
    answer(invitation, Given(answers={"recommend": 9}), at=at + 2 * SOON)
    assert [one.question for one in Answer.objects.all()] == ["recommend"], "what was asked of the displeased is gone"


def test_an_answer_in_parts_is_kept_in_parts(world: World, at: datetime) -> None:
    asked_after_closing(world, "servqual", at)
    invitation = invited(world, at)
    answer(invitation, Given(answers={"empathy1": {"expected": 7}}), at=at)
    answer(invitation, Given(answers={"empathy1": {"perceived": 4}}), at=at)
    assert Answer.objects.get().value == {"expected": 7, "perceived": 4}


def test_answers_stay_with_what_was_asked_then(world: World, at: datetime) -> None:
    survey = asked_after_closing(world, "csat", at)
    invitation = invited(world, at)
    asked = [Question("kept", YES_NO, {"en": "Was it kept?"}), Question("why", LONG, {"en": "Why?"})]
    actions.ask_otherwise(survey, asked, by=SYSTEM, at=at + SOON)
    answer(invitation, Given(answers={"satisfied": 5, "kept": "yes"}), at=at + SOON)
    assert list(Response.objects.get().given().answers) == ["satisfied"]
    assert survey.versions.count() == 2


def test_what_nobody_was_asked_yet_is_changed_in_place(world: World, at: datetime) -> None:
    survey = actions.make("csat", name="Draft", site=None, by=SYSTEM, at=at)
    for words in ("One?", "Two?"):
        asked = [
            Question("kept", YES_NO, {"en": words}),
            Question("w", LONG, {"en": "W"}, shown_if=Branch("kept", ("no",))),
        ]
        actions.ask_otherwise(survey, asked, by=SYSTEM, at=at)
    assert survey.versions.count() == 1
    assert reads.newest_version(survey).read()[0].words["en"] == "Two?"


@pytest.mark.parametrize(("share", "fewest", "most"), [(100, 40, 40), (50, 10, 30), (1, 0, 4)])
def test_a_share_is_drawn_by_the_closing(share: int, fewest: int, most: int) -> None:
    drawn = [seq for seq in range(40) if rules.is_drawn(seq, share / 100)]
    assert fewest <= len(drawn) <= most
    assert drawn == [seq for seq in range(40) if rules.is_drawn(seq, share / 100)]


def test_the_house_says_how_long_people_rest(world: World, at: datetime) -> None:
    pace(at, quiet_days=5)
    invited(world, at, closure_seq=1)
    second = answered_and_closed(world, at)
    assert actions.invite(second, closure_seq=2, by=rule(), at=at + timedelta(days=4)) is None
    assert actions.invite(second, closure_seq=3, by=rule(), at=at + timedelta(days=5))


def test_a_site_s_month_has_room_for_so_many(world: World, at: datetime) -> None:
    pace(at, quiet_days=1, site_quota=1)
    invited(world, at, closure_seq=1)
    second = answered_and_closed(world, at)
    assert actions.invite(second, closure_seq=2, by=rule(), at=at + timedelta(days=3)) is None
    assert actions.invite(second, closure_seq=3, by=rule(), at=at + timedelta(days=20)), "a new month"


def reminded(world: World, at: datetime) -> Invitation:
    pace(at, reminder_days=4)
    return invited(world, at)


def test_who_has_not_answered_is_reminded_once(world: World, at: datetime) -> None:
    invitation = reminded(world, at)
    later = at + timedelta(days=4)
    assert actions.remind(invitation.id, at=later)
    assert not actions.remind(invitation.id, at=later)
    assert Message.objects.filter(purpose=Purpose.SURVEY).count() == 2
    assert Entry.objects.of_kinds(CustomerReminded).count() == 1
    mail = Message.objects.filter(purpose=Purpose.SURVEY).order_by("-id")[0]
    assert "few days ago" in mail.text
    assert reads.invitation_of(links.secret_of(mail.id)) == invitation
    assert reads.invitation_of(links.secret_of(survey_mail_before(mail))) == invitation


def survey_mail_before(mail: Message) -> int:
    return Message.objects.filter(purpose=Purpose.SURVEY, id__lt=mail.id).get().id


def test_nobody_is_reminded_who_answered_refused_wrote_again_or_cannot_be_reached(world: World, at: datetime) -> None:
    invitation = reminded(world, at)
    later = at + timedelta(days=4)
    world.alice.identities.update(unreachable_since=at)
    assert not actions.remind(invitation.id, at=later)
    world.alice.identities.update(unreachable_since=None)
    actions.refuse(world.alice.id, at=at)
    assert not actions.remind(invitation.id, at=later)
    actions.allow(world.alice.id, at=at)
    assert not actions.remind(invitation.id, at=at + rules.LASTS)
    answer(invitation, Given(comparison=1), at=at)
    assert not actions.remind(invitation.id, at=later)


def test_the_reminder_is_a_job(world: World, at: datetime, run_jobs: Any) -> None:
    from wellserved.ground.jobs.models import Job

    invitation = reminded(world, at)
    job = Job.objects.get(kind="feedback.remind")
    assert (job.payload, job.due_at) == ({"invitation": invitation.id}, at + timedelta(days=4))


def test_a_door_that_was_hammered_takes_no_more(world: World, at: datetime) -> None:
    survey = asked_after_closing(world, "csat", at)
    with pytest.raises(actions.Refused, match="another site"):
        actions.open_door(survey, world.quay, way="qr", label="", by=SYSTEM, at=at)
    door = actions.open_door(survey, world.house, way="qr", label="", by=SYSTEM, at=at)
    with pytest.raises(TooLate):
        actions.answer_at(door, Given(answers={"satisfied": 1}), told_as="early-bird", at=at - timedelta(days=1))


def test_gaps_weighted_by_points_beside_the_direct_comparison(world: World, at: datetime) -> None:
    survey = asked_after_closing(world, "servqual", at)
    questions = reads.newest_version(survey).read()
    door = actions.open_door(survey, world.house, way="link", label="", by=SYSTEM, at=at)
    items = [one for one in questions if one.kind == "gap"]
    for n in range(12):
        gaps = {one.key: {"expected": 6, "perceived": 4 if one.dimension == "empathy" else 6} for one in items}
        points = {"tangibles": 10, "reliability": 30, "responsiveness": 20, "assurance": 20, "empathy": 20}
        actions.answer_at(door, Given(-1, answers={**gaps, "points": points}), told_as=f"guest-{n:04}", at=at)
    answers = reads.answers_to(world.maren, survey, since=at, until=at + SOON)
    found = findings(questions, answers)
    told = servqual(questions, found, answers)
    assert told
    assert told.score
    assert {one.name: one.gap.value for one in told.dimensions} == {
        "tangibles": 0, "reliability": 0, "responsiveness": 0, "assurance": 0, "empathy": -2,
    }  # fmt: skip
    assert told.score.value == pytest.approx(-0.4)
    assert [one.points for one in told.dimensions] == [10, 30, 20, 20, 20]
    overall = found[0]
    assert (overall.n, dict(overall.counts)["2"]) == (12, 12)
