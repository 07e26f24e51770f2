"""Programs read what was measured: of one conversation, and over a period."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from tests.world import World
from wellserved.ground.accounts.models import Staff
from wellserved.ground.journal.actor import staff
from wellserved.serving.conversations import actions
from wellserved.serving.conversations.models import Conversation
from wellserved.surfaces.api.tests.conftest import Program


def test_what_runs_and_what_was_met_is_told(ines: Program, world: World, matter: Conversation, at: datetime) -> None:
    running = ines.get(f"/conversations/{matter.id}/measurements").json()["running"]
    assert {clock["standard"]["key"] for clock in running} == {"email-first-reply", "resolution"}
    assert running[0]["due_at"] == "2026-11-18T14:00:00Z"
    actions.say(matter, "From seven to ten.", by=staff(world.ines.id), at=at + timedelta(minutes=30))
    told = ines.get(f"/conversations/{matter.id}/measurements").json()
    [met] = told["measurements"]
    assert (met["standard"]["key"], met["verdict"], met["value"]) == ("email-first-reply", "met", 1800)
    assert [(clock["standard"]["key"], clock["due_at"]) for clock in told["running"]] == [("resolution", None)]


def test_figures_of_a_period_come_with_their_evidence(
    ines: Program, world: World, matter: Conversation, at: datetime
) -> None:
    actions.say(matter, "From seven to ten.", by=staff(world.ines.id), at=at + timedelta(minutes=30))
    told = ines.get("/quality?start=2026-11-01&end=2026-11-30").json()
    standard = next(figure for figure in told["standards"] if figure["key"] == "email-first-reply")
    assert (standard["met"], standard["of"], standard["standing"]) == (1, 1, "too early to say")
    assert standard["share"]["n"] == 1
    assert standard["share"]["low"] is None
    assert {one["dimension"] for one in told["dimensions"]} >= {"tangibles", "empathy"}
    before = ines.get("/quality?start=2026-10-01&end=2026-10-31").json()
    assert all(figure["of"] == 0 for figure in before["standards"])


def test_figures_are_for_those_who_lead(world: World, program: Callable[[Staff], Program]) -> None:
    refused = program(world.yuki).get("/quality")
    assert (refused.status_code, refused.headers["Content-Type"]) == (403, "application/problem+json")


def test_other_sites_have_no_figures(
    world: World, matter: Conversation, at: datetime, program: Callable[[Staff], Program]
) -> None:
    actions.say(matter, "From seven to ten.", by=staff(world.ines.id), at=at + timedelta(minutes=30))
    period = "start=2026-11-01&end=2026-11-30"
    for path in (f"/quality?{period}", f"/quality?{period}&site={world.house.id}"):
        assert all(figure["of"] == 0 for figure in program(world.sander).get(path).json()["standards"])


@pytest.mark.parametrize(
    "query", ["start=yesterday", "start=2026-12-01&end=2026-11-01", "start=1900-01-01", "sites=1"]
)
def test_periods_that_make_no_sense_are_refused(ines: Program, query: str) -> None:
    answer = ines.get(f"/quality?{query}")
    assert answer.status_code == 422
    assert answer.json()["errors"]
