"""The figures can be taken home as files, and counted again there."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.world import World
from wellserved.ground.journal.actor import staff
from wellserved.learning.export import files, reads
from wellserved.learning.export.recount import differences
from wellserved.learning.feedback.actions import answer, invite
from wellserved.learning.feedback.given import Given, Rated
from wellserved.learning.insight.models import DayOfStandard
from wellserved.serving.conversations import actions
from wellserved.serving.conversations.rules import Incoming

DAY = date(2026, 11, 18)


@pytest.fixture(autouse=True)
def _three_matters(world: World, at: datetime) -> None:
    """Two are answered in time and asked about; one waits over a night until it is too late."""
    for number, customer in enumerate((world.alice, world.bob, world.alice)):
        then = at + timedelta(days=number)
        mail = Incoming("email", world.email_of(customer), "Is there breakfast?", "Breakfast")
        matter, _ = actions.open(mail, customer=customer, site=world.house, at=then)
        hours = 30 if number == 1 else 1
        actions.say(matter, "From seven.", by=staff(world.ines.id), at=then + timedelta(hours=hours))
        actions.close(matter, by=staff(world.ines.id), at=then + timedelta(hours=hours, minutes=5))
        invitation = invite(matter, closure_seq=900 + number, by=staff(world.ines.id), at=then + timedelta(hours=31))
        if invitation:
            said = Given(comparison=1 - 2 * number, ratings={"empathy": Rated(comparison=2)})
            answer(invitation, said, at=then + timedelta(hours=32))


def exported(folder: Path) -> Path:
    for table in (reads.MEASUREMENTS, reads.ANSWERS):
        oldest = reads.first_day(table)
        assert oldest
        list(files.write(folder, table, reads.rows(table, files.begin_at(folder, table, oldest))))
    return folder


def test_the_files_are_counted_as_the_figures_are(tmp_path: Path) -> None:
    folder = exported(tmp_path)
    assert differences(folder, date.min, date.max) == []
    kept: Any = DayOfStandard.objects
    kept.filter(met__gt=0).update(met=7)
    assert any("kept (7, 0, 0)" in told for told in differences(folder, date.min, date.max))


def test_a_file_holds_one_local_day_and_no_words(tmp_path: Path) -> None:
    folder = exported(tmp_path)
    for file in folder.glob("*/*.parquet"):
        rows = pq.read_table(file).to_pylist()
        assert {row["day"].isoformat() for row in rows} == {file.stem}
    assert not list(folder.glob("*/*.new"))
    everything = str([pq.read_table(file).to_pylist() for file in folder.glob("*/*.parquet")])
    assert "breakfast" not in everything.lower()
    assert "alice" not in everything.lower()


def test_run_again_it_goes_on_where_it_was(tmp_path: Path) -> None:
    assert files.begin_at(tmp_path, "answers", DAY) == DAY
    (tmp_path / "answers").mkdir()
    (tmp_path / "answers" / "2027-03-01.parquet").touch()
    assert files.begin_at(tmp_path, "answers", DAY) == date(2027, 1, 25), "what may have changed is written anew"


MOMENTS = st.integers(0, 200).map(lambda hours: datetime(2026, 11, 1, tzinfo=UTC) + timedelta(hours=hours))


@given(st.lists(st.tuples(MOMENTS, st.sampled_from((-11, 0, 14))), max_size=60))
def test_whatever_zones_the_sites_are_in_each_day_is_whole(told: list[tuple[datetime, int]]) -> None:
    def rows() -> Iterator[reads.Row]:
        for at, zone in sorted(told):
            yield {"at": at, "day": (at + timedelta(hours=zone)).date()}

    days = list(files._by_day(rows()))
    assert len({day for day, _ in days}) == len(days)
    assert sum(len(of_day) for _, of_day in days) == len(told)
