"""Pages and stream in one process: `/stream` natively, all else through Django in a few threads."""

import asyncio
import signal
from typing import Any

from wellserved.config.pages import Message, Pages, Receive, Send
from wellserved.config.wsgi import application as wsgi  # sets Django up

from django.conf import settings  # isort: skip
from wellserved.ground.stream.app import answer  # isort: skip
from wellserved.ground.stream.hub import Hub  # isort: skip


class House:
    """The ASGI callable; the hub lives from the server's start-up to its shutdown."""

    def __init__(self, pages: Any = None) -> None:
        self.pages = pages
        self.hub = Hub()

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1000})
        elif scope["path"] == "/stream":
            await answer(self.hub, scope, receive, send)
        elif self.pages is not None:
            await self.pages(scope, receive, send)
        else:
            await send({"type": "http.response.start", "status": 404, "headers": []})
            await send({"type": "http.response.body", "body": b"Only /stream is served here."})

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        self.hub.start()
        # The server waits for open connections before it tells of its shutdown: streams must end sooner (server.py).
        asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, self.hub.stop)
        await send({"type": "lifespan.startup.complete"})
        await receive()
        self.hub.stop()
        await send({"type": "lifespan.shutdown.complete"})


application = House(Pages(wsgi, settings.THREADS))
streams = House()
