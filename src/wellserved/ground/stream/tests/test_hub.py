"""What the hub hands to which stream. Time and journal are told; the real ones are in tests/processes."""

import asyncio

from wellserved.ground.stream.hub import MOST_UNREAD_BYTES, Hub
from wellserved.ground.stream.reader import REMEMBERED, News
from wellserved.ground.stream.tickets import Ticket

OWNER = Ticket(1, None, expires=2e12)
AT_HOUSE = Ticket(2, frozenset({1}), expires=2e12)
AT_QUAY = Ticket(3, frozenset({2}), expires=2e12)


def news(*entries: tuple[int, int | None], floor: int = 0) -> News:
    """Entries as (seq, site)."""
    return News([(seq, site, b"<%d>" % seq) for seq, site in entries], max([0, *(e[0] for e in entries)]), floor)


async def opened(hub: Hub, ticket: Ticket, after: int | None = None) -> tuple[bytes, "asyncio.Task[bytes]"]:
    """What a stream says at first, and what it will say next."""
    stream = await hub.open(ticket, after)
    return await stream.next(), asyncio.create_task(stream.next())


def test_each_hears_of_their_own_sites_only() -> None:
    async def story() -> None:
        hub = Hub()
        hub.arrived(news())
        heard = [(await opened(hub, ticket))[1] for ticket in (OWNER, AT_HOUSE, AT_QUAY)]
        hub.arrived(news((1, 1), (2, 2), (3, None)))
        await asyncio.sleep(0)
        assert [await task for task in heard] == [b"<1><2><3>", b"<1>", b"<2>"]

    asyncio.run(story())


def test_who_resumes_gets_what_they_missed_and_only_that() -> None:
    async def story() -> None:
        hub = Hub()
        hub.arrived(news((1, 1), (2, 2), (3, 1)))
        first, _ = await opened(hub, AT_HOUSE, after=1)
        assert first == b"retry: 1000\nevent: Beat\nid: 1\ndata: {}\n\n<3>"
        first, _ = await opened(hub, AT_HOUSE)
        assert first == b"retry: 1000\nevent: Beat\nid: 3\ndata: {}\n\n"

    asyncio.run(story())


def test_who_was_away_too_long_is_told_to_read_everything_anew() -> None:
    async def story() -> None:
        hub = Hub()
        hub.arrived(news((5, 1), floor=4))
        for seq in range(6, REMEMBERED + 20):
            hub.arrived(news((seq, 1)))
        first, _ = await opened(hub, AT_HOUSE, after=5)
        assert b"event: Reload" in first
        assert b"<" not in first
        first, _ = await opened(hub, AT_HOUSE, after=hub.floor)
        assert first.count(b"<") == REMEMBERED

    asyncio.run(story())


def test_a_reader_that_falls_behind_is_let_go_and_the_others_are_not() -> None:
    async def story() -> None:
        hub = Hub()
        hub.arrived(news())
        slow = await hub.open(OWNER, None)
        await slow.next()
        for _ in range(2):
            hub.arrived(News([(1, 1, b"x" * MOST_UNREAD_BYTES)], 1, 0))
        assert await slow.next() == b""
        _, fresh = await opened(hub, OWNER)
        hub.arrived(news((2, 1)))
        assert await fresh == b"<2>"

    asyncio.run(story())


def test_the_end_of_the_house_ends_all_streams() -> None:
    async def story() -> None:
        hub = Hub()
        hub.arrived(news())
        _, said = await opened(hub, AT_QUAY)
        hub.stop()
        assert await said == b""

    asyncio.run(story())
