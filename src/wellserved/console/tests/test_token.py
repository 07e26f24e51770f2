"""`wellserved token EMAIL` prints what a program signs in with."""

import pytest

from tests.world import World
from wellserved.console.main import main
from wellserved.ground.accounts.actions import staff_of_token


def test_the_token_acts_as_the_colleague(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["token", "Ines.Duarte@linden.example"]) == 0
    assert staff_of_token(capsys.readouterr().out.strip()) == world.ines


def test_nobody_gets_none(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["token", "nobody@linden.example"]) == 1
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", "No active colleague has the address nobody@linden.example.\n")
