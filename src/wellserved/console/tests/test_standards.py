"""`wellserved standards`: packs are checked, shown, adopted, retired and exported from the command line."""

import json
from pathlib import Path

import pytest

from tests.world import World
from wellserved.console.main import main
from wellserved.ground import clock
from wellserved.serving.standards import packs, reads
from wellserved.serving.standards.models import Standard

Screen = pytest.CaptureFixture[str]


@pytest.fixture
def salon(tmp_path: Path) -> Path:
    """The pack of salons, copied to change it."""
    file = tmp_path / "ours.toml"
    file.write_bytes(packs.text("salon"))
    return file


def test_a_good_file_is_counted(salon: Path, capsys: Screen) -> None:
    assert main(["standards", "check", str(salon)]) == 0
    told = capsys.readouterr().out
    assert told.startswith(f"{salon}: salon 1.1 is fine: 28 standards; 14 observed, 7 time to,")


def test_every_fault_is_told_with_its_line(salon: Path, tmp_path: Path, capsys: Screen) -> None:
    text = salon.read_text()
    bad = tmp_path / "bad.toml"
    bad.write_text(text.replace('within = "3 h"', 'within = "3 hours"').replace('by = "18:00"', "by = 18:00:00"))
    assert main(["standards", "check", str(bad), str(salon)]) == 1
    first, second, third = capsys.readouterr().out.splitlines()
    line = next(n for n, row in enumerate(text.splitlines(), start=1) if 'within = "3 h"' in row)
    assert first.startswith(f"{bad}:{line}: rule.within: '3 hours' is not a length of time")
    assert ": rule.by: " in second
    assert third.startswith(f"{salon}: salon 1.1 is fine")


def test_a_file_that_is_not_there(capsys: Screen) -> None:
    assert main(["standards", "check", "nowhere.toml"]) == 1
    assert capsys.readouterr().err == "nowhere.toml: No such file or directory\n"


def test_a_pack_is_shown(capsys: Screen) -> None:
    assert main(["standards", "show", "luxury-hotel"]) == 0
    told = capsys.readouterr().out
    assert "from arrived to greeted or attended, within 30 s, around the clock, missed at once when left" in told
    assert main(["standards", "show", "luxury"]) == 1
    assert "No pack is called 'luxury'" in capsys.readouterr().err


def test_the_schema_is_json(capsys: Screen) -> None:
    assert main(["standards", "schema"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "A pack of service standards"


def test_a_pack_is_adopted_at_a_site_and_retired(world: World, capsys: Screen) -> None:
    words = [
        "standards",
        "adopt",
        "salon",
        "--site",
        world.riverside.slug,
        "--only",
        "chair-on-time",
        "old-notes-read-first",
    ]
    assert main([*words, "--dry-run"]) == 0
    told = capsys.readouterr().out
    assert "added      chair-on-time" in told
    assert "Nothing was changed." in told
    assert not Standard.objects.filter(key="chair-on-time").exists()
    assert main(words) == 0
    assert Standard.objects.in_force(clock.now()).get(key="chair-on-time").sites == [world.riverside.id]
    assert main(["standards", "list"]) == 0
    assert "chair-on-time" in capsys.readouterr().out
    assert main(["standards", "retire", "salon"]) == 0
    assert "ended      chair-on-time" in capsys.readouterr().out
    assert main(["standards", "retire", "salon"]) == 1


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["salon", "--site", "nowhere"], "No site has the short name nowhere; there are "),
        (["salon", "--only", "chair-in-time"], "The pack salon has no standard 'chair-in-time'. Did you mean"),
        (["barber"], "No pack is called 'barber'"),
    ],
)
def test_what_cannot_be_adopted_changes_nothing(world: World, words: list[str], says: str, capsys: Screen) -> None:
    before = Standard.objects.count()
    assert main(["standards", "adopt", *words]) == 1
    assert says in capsys.readouterr().err
    assert Standard.objects.count() == before


def test_a_bad_file_is_not_adopted(world: World, salon: Path, capsys: Screen) -> None:
    before = Standard.objects.count()
    salon.write_text(salon.read_text().replace('dimension = "empathy"', 'dimension = "kindness"', 1))
    assert main(["standards", "adopt", str(salon)]) == 1
    assert ": dimension: The dimension must be one of" in capsys.readouterr().out
    assert Standard.objects.count() == before


def test_the_house_is_exported(world: World, tmp_path: Path, capsys: Screen) -> None:
    assert main(["standards", "export", "--name", "linden"]) == 0
    file = tmp_path / "linden.toml"
    file.write_text(capsys.readouterr().out)
    assert main(["standards", "check", str(file)]) == 0
    assert f"linden 1.0 is fine: {len(reads.standards(clock.now()))} standards" in capsys.readouterr().out
    assert main(["standards", "export", "--name", "The Linden Group"]) == 1
    assert "name is not 'The Linden Group'" in capsys.readouterr().err
