"""Search, as a colleague at the desk has it."""

from datetime import datetime, timedelta

import pytest

from tests.world import World
from wellserved.ground.accounts.models import Staff
from wellserved.ground.journal.actor import staff
from wellserved.serving.conversations import actions, finding, reads
from wellserved.serving.conversations.rules import Incoming


@pytest.fixture
def said(world: World, at: datetime) -> None:
    for number, (customer, site, subject, text) in enumerate(
        (
            (world.alice, world.house, "Late arrival", "We come at midnight."),
            (world.bob, world.quay, "Late breakfast", "Is there breakfast at noon?"),
            (world.alice, world.house, "Breakfast", "Too late, it was cold."),
        )
    ):
        incoming = Incoming("email", world.email_of(customer), text, subject)
        moment = at + timedelta(minutes=number)
        conversation, _ = actions.open(incoming, customer=customer, site=site, at=moment)
        if subject == "Late arrival":
            actions.close(conversation, by=staff(world.ines.id), at=moment)


def found(viewer: Staff, text: str) -> list[str]:
    return [line.subject for line in reads.found(viewer, text).lines]


def test_only_at_ones_own_sites(world: World, said: None) -> None:
    assert found(world.ines, "late") == ["Breakfast", "Late arrival"]
    assert found(world.lotte, "late") == ["Late breakfast"]
    assert found(world.maren, "late") == ["Breakfast", "Late breakfast", "Late arrival"]
    assert found(world.stranger, "late") == []


def test_by_the_customers_name_and_address(world: World, said: None) -> None:
    first = world.alice.name.split()[0]
    assert found(world.ines, first) == ["Breakfast", "Late arrival"]
    assert found(world.ines, world.email_of(world.alice)) == ["Breakfast", "Late arrival"]
    assert found(world.ines, world.bob.name) == []


def test_narrowed_by_whose_and_which(world: World, said: None) -> None:
    assert found(world.maren, "late is:open") == ["Breakfast", "Late breakfast"]
    assert found(world.maren, f"late site:{world.quay.slug}") == ["Late breakfast"]
    assert found(world.maren, f"late from:{world.email_of(world.bob)}") == ["Late breakfast"]
    assert found(world.maren, "is:closed") == ["Late arrival"]
    assert found(world.maren, "late is:nonsense") == []
    assert found(world.maren, "") == []


def test_further_back_page_by_page(world: World, said: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "HITS", 1)
    monkeypatch.setattr(finding, "ROUNDS", 1)
    first = reads.found(world.maren, "late")
    assert [line.subject for line in first.lines] == ["Breakfast"]
    second = reads.found(world.maren, "late", before=first.older)
    assert [line.subject for line in second.lines] == ["Late breakfast"]
