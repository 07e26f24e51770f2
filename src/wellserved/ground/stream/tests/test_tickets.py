from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from wellserved.ground.stream import tickets

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Reach:
    site_ids: frozenset[int] | None


@dataclass(frozen=True)
class Colleague:
    pk: int
    scope: Reach


def test_a_ticket_names_the_bearer_and_their_sites_for_a_quarter_of_an_hour() -> None:
    text = tickets.ticket(Colleague(7, Reach(frozenset({2, 1}))), NOON)
    held = tickets.read(text, NOON + timedelta(minutes=14))
    assert held == tickets.Ticket(7, frozenset({1, 2}), (NOON + tickets.LASTS).timestamp())
    assert tickets.read(text, NOON + timedelta(minutes=15)) is None


def test_an_owner_hears_of_every_site() -> None:
    held = tickets.read(tickets.ticket(Colleague(1, Reach(None)), NOON), NOON)
    assert held is not None
    assert held.site_ids is None


def test_a_made_up_or_changed_ticket_is_none() -> None:
    text = tickets.ticket(Colleague(7, Reach(frozenset({1}))), NOON)
    for forged in ("", "x", "a:b:c", text[:-1], "A" + text):
        assert tickets.read(forged, NOON) is None
