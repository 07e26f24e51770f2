"""`wellserved token EMAIL` prints what a program signs in with, and --revoke ends it."""

import pytest

from tests.world import World
from wellserved.console.main import main
from wellserved.ground import clock
from wellserved.ground.accounts.actions import api_token, staff_of_token


def test_the_token_acts_as_the_colleague(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["token", "Ines.Duarte@linden.example"]) == 0
    assert staff_of_token(capsys.readouterr().out.strip()) == world.ines


def test_nobody_gets_none(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["token", "nobody@linden.example"]) == 1
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", "No active colleague has the address nobody@linden.example.\n")


def test_a_token_that_leaked_is_revoked(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    secrets = [api_token(whose, at=clock.now()) for whose in (world.ines, world.ines, world.maren)]
    assert main(["token", "--revoke", "ines.duarte@linden.example"]) == 0
    assert [staff_of_token(secret) for secret in secrets] == [None, None, world.maren]
    assert main(["token", "--revoke", "ines.duarte@linden.example"]) == 0
    assert capsys.readouterr().out.split("\n")[:2] == ["2 revoked.", "0 revoked."]
