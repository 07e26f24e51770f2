"""The Quay gets a new rota; its chart says what came of it, and the other hotel's says nothing."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from tests.world import World
from wellserved.ground.journal.actor import staff
from wellserved.learning.feedback.models import Response
from wellserved.learning.improvement import actions, reads, showing
from wellserved.learning.improvement.calendar import DAY, Calendar
from wellserved.learning.improvement.measure import Measure, measure_of
from wellserved.learning.improvement.models import Annotation
from wellserved.learning.improvement.rules import NotAllowed
from wellserved.learning.improvement.tests.figures import (
    MONDAY,
    days_of_standard,
    weeks_of_answers,
    weeks_of_standard,
)
from wellserved.learning.improvement.tests.trials import guest, write
from wellserved.learning.recovery.models import Recovery
from wellserved.measures.run_rules import WESTERN_ELECTRIC

pytestmark = pytest.mark.django_db
REPLY = Measure("standard", "email-first-reply")
STEADY = (30, 33, 29, 32, 31, 34, 28, 31, 30, 33, 32, 29)
BETTER = (37, 36, 38, 35, 37, 36, 38, 37)
YEAR = Calendar(MONDAY, MONDAY + timedelta(weeks=20, days=-1), MONDAY + timedelta(weeks=30))
ROTA = MONDAY + timedelta(weeks=11, days=4)  # a Friday; better from the Monday after


@pytest.fixture
def improved(world: World) -> World:
    weeks_of_standard(world.quay, (*STEADY, *BETTER), of=40)
    weeks_of_standard(world.house, [*STEADY, *STEADY][:20], of=40)
    return world


def test_a_signal_is_told_with_what_came_before_it(improved: World, at: datetime) -> None:
    actions.annotate(ROTA, "the new rota", site_id=improved.quay.id, by=staff(improved.sander.id), at=at)
    chart = showing.chart(improved.sander, REPLY, YEAR, WESTERN_ELECTRIC)
    assert "Eight weeks in a row above the centre line since the new rota." in [s.sentence for s in chart.signals]
    assert all(signal.good is (signal.side > 0) for signal in chart.signals)
    assert chart.news
    assert chart.marks == ((11, "the new rota"),)


def test_without_it_the_signal_is_told_with_its_day(improved: World) -> None:
    chart = showing.chart(improved.sander, REPLY, YEAR, ["eight on one side"], written=lambda day: f"{day:%d %B}")
    assert [s.sentence for s in chart.signals] == ["Eight weeks in a row above the centre line since 24 August."]


def test_after_a_change_the_line_begins_anew(improved: World, at: datetime) -> None:
    since = MONDAY + timedelta(weeks=12)
    actions.annotate(since, "the rota", kind="change", site_id=improved.quay.id, by=staff(improved.sander.id), at=at)
    weeks_of_standard(improved.quay, BETTER[:4], of=40, first=MONDAY + timedelta(weeks=20))
    longer = Calendar(MONDAY, MONDAY + timedelta(weeks=24, days=-1), MONDAY + timedelta(weeks=30))
    chart = showing.chart(improved.sander, REPLY, longer, WESTERN_ELECTRIC).chart
    assert chart.phases == (12,)
    assert chart.centre[11] < 0.8 < 0.9 < chart.centre[12]
    everywhere = showing.chart(improved.maren, REPLY, longer, WESTERN_ELECTRIC)
    assert everywhere.chart.phases == ()  # a change at one of two sites is no change of both
    assert everywhere.marks == ((12, "the rota (Linden Quay)"),)


def test_nobody_sees_another_sites_figures(improved: World) -> None:
    theirs = showing.chart(improved.sander, REPLY, YEAR, WESTERN_ELECTRIC, site_id=improved.house.id)
    assert not any(point.of for point in theirs.points)
    with pytest.raises(PermissionDenied):
        showing.charts(improved.yuki, YEAR, WESTERN_ELECTRIC)


def test_what_is_steady_has_no_signals(improved: World) -> None:
    [chart] = showing.charts(improved.ines, YEAR, WESTERN_ELECTRIC)
    assert chart.signals == ()
    assert chart.news is None


def test_a_weak_saturday_is_held_against_saturdays(world: World) -> None:
    usual = (36, 37, 35, 36, 37, 24, 36)
    days_of_standard(world.quay, usual * 12, of=40)
    by_day = Calendar(MONDAY, MONDAY + timedelta(weeks=12, days=-1), MONDAY + timedelta(weeks=30), DAY)
    chart = showing.chart(world.sander, REPLY, by_day, WESTERN_ELECTRIC)
    assert chart.chart.rhythm.index(min(chart.chart.rhythm)) == 5
    assert chart.chart.outside() == ()
    few = Calendar(MONDAY, MONDAY + timedelta(weeks=7, days=-1), MONDAY + timedelta(weeks=30), DAY)
    assert showing.chart(world.sander, REPLY, few, WESTERN_ELECTRIC).chart.rhythm == ()


def test_shares_that_vary_more_than_their_size_explains_have_wider_limits(world: World) -> None:
    weeks_of_standard(world.quay, [900, 700, 880, 720, 910, 690, 905, 715, 890, 700, 885, 705, 900, 710], of=1000)
    chart = showing.chart(world.sander, REPLY, YEAR, WESTERN_ELECTRIC).chart
    assert chart.kind == "laney p"
    assert chart.outside() == ()


def test_perception_has_a_mean_a_share_and_a_count(world: World) -> None:
    weeks_of_answers(world.quay, [(5, 3)] * 20)
    charts = {str(chart.measure): chart.chart for chart in showing.charts(world.sander, YEAR, WESTERN_ELECTRIC)}
    assert {name: (chart.kind, chart.centre[0]) for name, chart in charts.items()} == {
        "mean:overall": ("xmr", 0.25),
        "dissatisfied:overall": ("p", 0.375),
        "count:dissatisfied": ("c", 3.0),
    }


def test_customers_to_win_back_are_counted_for_each_hundred_answers(world: World) -> None:
    weeks_of_answers(world.quay, [(5, 3)] * 20)
    for week in (3, 3, 7):
        at = datetime.combine(MONDAY + timedelta(weeks=week, days=2), time(12), UTC)
        matter = write(world, guest(week, at), at)
        said = Response(conversation=matter, site=world.quay, comparison=-2, answered_at=at, changed_at=at)
        said.save(force_insert=True)
        Recovery(
            response=said,
            conversation=matter,
            site=world.quay,
            opened_at=at,
            contact_due_at=at,
            outcome_due_at=at,
        ).save(force_insert=True)
    chart = showing.chart(world.sander, Measure("rate", "recoveries"), YEAR, WESTERN_ELECTRIC)
    assert [point.count for point in chart.points[:9]] == [0, 0, 0, 2, 0, 0, 0, 1, 0]
    assert chart.chart.kind == "u"
    assert chart.chart.centre[0] == pytest.approx(100 * 3 / (20 * 8))  # of hundred answers, of which each week has 8
    assert chart.values[3] == 25
    assert not any(str(one.measure) == "rate:recoveries" for one in showing.charts(world.ines, YEAR, ()))


def test_a_few_weeks_are_refused(world: World) -> None:
    weeks_of_standard(world.quay, [30, 31, 32], of=40)
    chart = showing.chart(world.sander, REPLY, YEAR, WESTERN_ELECTRIC)
    assert not chart.chart.enough
    assert "too few" in chart.chart.reading


def test_only_what_is_over_is_shown() -> None:
    wednesday = MONDAY + timedelta(days=16)
    assert Calendar(MONDAY + timedelta(days=3), wednesday, wednesday).beginnings == (
        MONDAY,
        MONDAY + timedelta(weeks=1),
    )
    assert Calendar(wednesday, wednesday, wednesday, DAY).beginnings == ()
    assert len(Calendar(MONDAY, wednesday, wednesday, DAY).beginnings) == 16
    assert Calendar(wednesday, wednesday, wednesday).last == MONDAY + timedelta(days=14)


def test_annotations_are_corrected_removed_and_undone(world: World, at: datetime) -> None:
    by = staff(world.sander.id)
    day = date(2026, 6, 3)

    def shown() -> list[str]:
        return [one.text for one in reads.annotations(world.sander, MONDAY, MONDAY + timedelta(days=30))]

    first = actions.annotate(day, "  a  fair ", site_id=world.quay.id, by=by, at=at)
    second = actions.correct(first, day, "the boat fair", kind="note", by=by, at=at)
    assert second
    assert shown() == ["the boat fair"]
    assert actions.undo(first, by=by, at=at)
    assert shown() == ["a fair"]
    assert not actions.undo(first, by=by, at=at)
    assert actions.remove(first, by=by, at=at)
    assert not actions.remove(first, by=by, at=at)
    assert shown() == []
    assert actions.undo(first, by=by, at=at)
    assert shown() == ["a fair"]
    assert reads.annotations(world.ines, MONDAY, MONDAY + timedelta(days=30)) == []


def test_a_correction_that_was_corrected_cannot_be_undone(world: World, at: datetime) -> None:
    by = staff(world.sander.id)
    first = actions.annotate(MONDAY, "a", site_id=world.quay.id, by=by, at=at)
    second = actions.correct(first, MONDAY, "b", kind="note", by=by, at=at)
    assert second
    assert actions.correct(second, MONDAY, "c", kind="note", by=by, at=at)
    assert not actions.undo(first, by=by, at=at)
    assert actions.correct(first, MONDAY, "d", kind="note", by=by, at=at) is None
    assert [one.text for one in Annotation.objects.standing()] == ["c"]


@pytest.mark.parametrize(("text", "kind"), [("", "note"), ("x" * 121, "note"), ("fine", "omen")])
def test_what_cannot_be_written_is_told(world: World, at: datetime, text: str, kind: str) -> None:
    with pytest.raises(NotAllowed):
        actions.annotate(MONDAY, text, kind=kind, by=staff(world.maren.id), at=at)


@pytest.mark.parametrize("text", ["standard", "standard:", "mood:overall", ""])
def test_a_measure_is_written_one_way(text: str) -> None:
    with pytest.raises(ValueError, match="is not a measure"):
        measure_of(text)
    assert str(measure_of("mean:overall")) == "mean:overall"
