"""Django's pages inside the ASGI process: each request is read whole, then answered by one of a few threads.

So a slow sender holds no thread, an upload that breaks off never reaches a view, and Django's connections belong
to threads that live on.
"""

from collections.abc import Awaitable, Callable, MutableMapping
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from a2wsgi import WSGIMiddleware

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

IN_MEMORY_BYTES = 1024 * 1024
LARGEST_BYTES = 100 * 1024 * 1024
PIECE_BYTES = 256 * 1024


class Pages:
    """An ASGI callable around a WSGI one."""

    def __init__(self, wsgi: Callable[..., Any], threads: int) -> None:
        self.inner: Any = WSGIMiddleware(wsgi, workers=threads)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        with SpooledTemporaryFile(IN_MEMORY_BYTES) as body:
            size = await _read(receive, body)
            if size is None:
                return
            if size > LARGEST_BYTES:
                await _refuse(send)
                return
            body.seek(0)

            async def read_again() -> Message:
                piece = body.read(PIECE_BYTES)
                return {"type": "http.request", "body": piece, "more_body": body.tell() < size}

            await self.inner(scope, read_again, send)


async def _read(receive: Receive, body: IO[bytes]) -> int | None:
    """How many bytes came; None if the sender left before the end. What is too much is not kept."""
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        piece = message.get("body", b"")
        size += len(piece)
        if size <= LARGEST_BYTES:
            body.write(piece)
        if not message.get("more_body", False) or size > LARGEST_BYTES:
            return size


async def _refuse(send: Send) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    sentence = f"This is too large: at most {LARGEST_BYTES // 2**20} MB at once."
    await send({"type": "http.response.body", "body": sentence.encode()})
