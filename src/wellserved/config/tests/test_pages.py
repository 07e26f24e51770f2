"""What reaches Django, and in which threads."""

import asyncio
import threading
from collections.abc import Iterable
from typing import Any

from wellserved.config import pages
from wellserved.config.pages import Message, Pages


class Visit:
    """One request, sent in pieces; `leaves` before the end if it says so."""

    def __init__(self, *pieces: bytes, leaves: bool = False) -> None:
        more = [True] * (len(pieces) - 1) + [leaves]
        self.coming: list[Message] = [
            {"type": "http.request", "body": piece, "more_body": goes_on}
            for piece, goes_on in zip(pieces, more, strict=True)
        ]
        self.coming.append({"type": "http.disconnect"})
        self.sent: list[Message] = []

    async def receive(self) -> Message:
        return self.coming.pop(0)

    async def send(self, message: Message) -> None:
        self.sent.append(message)

    @property
    def status(self) -> int | None:
        return self.sent[0]["status"] if self.sent else None

    @property
    def body(self) -> bytes:
        return b"".join(message.get("body", b"") for message in self.sent)

    @property
    def scope(self) -> Message:
        size = sum(len(message.get("body", b"")) for message in self.coming)
        return {
            "type": "http",
            "method": "POST",
            "path": "/letters",
            "query_string": b"",
            "http_version": "1.1",
            "headers": [(b"content-length", str(size).encode())],
        }


def echo(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
    start("200 OK", [("content-type", "text/plain")])
    return [environ["wsgi.input"].read(), b"!"]


async def make(app: Pages, *visits: Visit) -> None:
    await asyncio.gather(*(app(visit.scope, visit.receive, visit.send) for visit in visits))


def test_a_request_in_pieces_arrives_whole() -> None:
    visit = Visit(b"Dear ", b"x" * 3_000_000, b"Linden")
    asyncio.run(make(Pages(echo, threads=1), visit))
    assert visit.status == 200
    assert visit.body == b"Dear " + b"x" * 3_000_000 + b"Linden!"


def test_a_sender_who_leaves_in_the_middle_reaches_no_view() -> None:
    visit = Visit(b"Dear ", leaves=True)
    asyncio.run(make(Pages(echo, threads=1), visit))
    assert visit.sent == []


def test_too_much_is_refused_in_words() -> None:
    limit, pages.LARGEST_BYTES = pages.LARGEST_BYTES, 2**20
    try:
        visit = Visit(b"x" * 2**20, b"y")
        asyncio.run(make(Pages(echo, threads=1), visit))
    finally:
        pages.LARGEST_BYTES = limit
    assert visit.status == 413
    assert b"at most 1 MB" in visit.body


def test_however_many_come_few_threads_serve_them_all() -> None:
    threads = set()

    def noting(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        threads.add(threading.get_ident())
        return echo(environ, start)

    visits = [Visit(b"%d" % number) for number in range(50)]
    asyncio.run(make(Pages(noting, threads=3), *visits))
    assert [visit.body for visit in visits] == [b"%d!" % number for number in range(50)]
    assert len(threads) <= 3
