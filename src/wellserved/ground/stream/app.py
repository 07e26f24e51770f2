"""`/stream`: server-sent events, straight on ASGI. One coroutine and a few hundred bytes per stream."""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qs

from wellserved.ground import clock
from wellserved.ground.stream import tickets
from wellserved.ground.stream.hub import Hub

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]


async def answer(hub: Hub, scope: Message, receive: Receive, send: Send) -> None:
    """Send what happens, until the browser leaves, the ticket ends, or the house stops. 403 without a good ticket."""
    if scope["method"] != "GET":
        return await _refuse(send, 405, "The stream is read with GET.")
    asked = parse_qs(scope["query_string"].decode("latin-1"))
    ticket = tickets.read(asked.get("ticket", [""])[-1], clock.now())
    if ticket is None:
        return await _refuse(send, 403, "This ticket is not good, or no longer. Ask for a new one.")
    stream = await hub.open(ticket, _after(scope, asked))
    leaving = asyncio.create_task(_left(receive, stream.close))
    try:
        await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
        while body := await stream.next():
            await send({"type": "http.response.body", "body": body, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})
    finally:
        hub.leave(stream)
        leaving.cancel()


def _after(scope: Message, asked: dict[str, list[str]]) -> int | None:
    """The number to resume after: the browser's Last-Event-ID, else ?after=, else none."""
    headers = dict(scope["headers"])
    number = headers.get(b"last-event-id", b"").decode("latin-1") or asked.get("after", [""])[-1]
    return int(number) if number.isascii() and number.isdigit() and len(number) < 19 else None


async def _left(receive: Receive, close: Callable[[], None]) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    close()


async def _refuse(send: Send, status: int, sentence: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": sentence.encode()})
