"""The demo is for an empty house: it never mixes an invented company with a real one."""

import argparse
import os

import pytest

from tests.world import World
from wellserved.console import demo
from wellserved.ground.accounts.reads import house
from wellserved.serving.conversations.models import Conversation


def options(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    demo.arguments(parser)
    return parser.parse_args(words)


def test_a_house_that_is_set_up_is_left_alone(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert demo.run(options()) == os.EX_DATAERR
    assert "There is a house already: Linden Group" in capsys.readouterr().out
    assert not Conversation.objects.exists()


def test_a_small_demo_is_loaded_and_says_who_its_owner_is(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert demo.run(options("--size", "0.2", "--days", "2")) == os.EX_OK
    told = capsys.readouterr()
    assert "Maren Linden" in told.out
    assert "100%" in told.err
    founded = house()
    assert founded is not None
    assert founded.name == "Linden Group"
    assert Conversation.objects.exists()
