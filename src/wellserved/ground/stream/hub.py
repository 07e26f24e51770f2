"""One hub per process: it follows the journal and hands each entry to the streams that may hear it."""

import asyncio
import threading
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from wellserved.ground import clock
from wellserved.ground.stream.reader import REMEMBERED, News, follow
from wellserved.ground.stream.tickets import Ticket

HEARTBEAT_SECONDS = 15.0
MOST_UNREAD_BYTES = 64 * 1024


class Frame(NamedTuple):
    seq: int
    site_id: int | None
    body: bytes

    def is_for(self, ticket: Ticket) -> bool:
        return ticket.site_ids is None or self.site_id in ticket.site_ids


class Stream:
    """What one browser still has to be sent. A reader that falls too far behind is let go: it resumes by number."""

    __slots__ = ("closed", "ready", "ticket", "unread", "unread_bytes")

    def __init__(self, ticket: Ticket, greeting: bytes) -> None:
        self.ticket = ticket
        self.unread = [greeting]
        self.unread_bytes = 0
        self.ready = asyncio.Event()
        self.ready.set()
        self.closed = False

    def push(self, body: bytes) -> None:
        self.unread.append(body)
        self.unread_bytes += len(body)
        if self.unread_bytes > MOST_UNREAD_BYTES:
            self.closed = True
        self.ready.set()

    def close(self) -> None:
        self.closed = True
        self.ready.set()

    async def next(self) -> bytes:
        """All that is unread, when there is something; empty at the end."""
        await self.ready.wait()
        self.ready.clear()
        if self.closed:
            return b""
        body = b"".join(self.unread)
        self.unread.clear()
        self.unread_bytes = 0
        return body


class Hub:
    """Lives on one event loop. A single thread reads the journal; no stream has a thread or a connection."""

    def __init__(self) -> None:
        self.streams: dict[frozenset[int] | None, set[Stream]] = defaultdict(set)
        self.remembered: deque[Frame] = deque(maxlen=REMEMBERED)
        self.floor = 0  # everything above it is remembered
        self.complete_to = 0
        self.ready = asyncio.Event()
        self.stopping = threading.Event()
        self.beating: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to follow the journal, on the running loop."""
        loop = asyncio.get_running_loop()

        def deliver(news: News) -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(self.arrived, news)

        threading.Thread(target=follow, args=(deliver, self.stopping.is_set), name="journal", daemon=True).start()
        self.beating = loop.create_task(self._beat())

    def stop(self) -> None:
        """End all streams and the reading thread."""
        self.stopping.set()
        for stream in self._all():
            stream.close()
        if self.beating:
            self.beating.cancel()

    async def open(self, ticket: Ticket, after: int | None) -> Stream:
        """A stream that begins after entry number `after`, or now."""
        await self.ready.wait()
        stream = Stream(ticket, b"".join(self._greeting(ticket, after)))
        self.streams[ticket.site_ids].add(stream)
        return stream

    def leave(self, stream: Stream) -> None:
        alike = self.streams[stream.ticket.site_ids]
        alike.discard(stream)
        if not alike:
            del self.streams[stream.ticket.site_ids]

    def arrived(self, news: News) -> None:
        """Hand out what was read; streams with the same reach share the same bytes."""
        self.complete_to = news.complete_to
        for frame in (Frame(seq, site_id, body) for seq, site_id, body in news.entries):
            if len(self.remembered) == REMEMBERED:
                self.floor = max(self.floor, self.remembered[0].seq)
            self.remembered.append(frame)
        if not self.ready.is_set():
            self.floor = max(self.floor, news.floor)
            self.ready.set()
            return
        for reach, alike in self.streams.items():
            bodies = [body for _, site_id, body in news.entries if reach is None or site_id in reach]
            if bodies:
                joined = b"".join(bodies)
                for stream in alike:
                    stream.push(joined)

    def _greeting(self, ticket: Ticket, after: int | None) -> Iterator[bytes]:
        yield b"retry: 1000\n" + _beat(self.complete_to if after is None else after)
        if after is None:
            return
        if after < self.floor:  # away for too long: what the page shows must be read anew
            yield b"event: Reload\nid: %d\ndata: {}\n\n" % self.complete_to
            return
        for frame in self.remembered:
            if frame.seq > after and frame.is_for(ticket):
                yield frame.body

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(HEARTBEAT_SECONDS)
            present, beat = clock.now().timestamp(), _beat(self.complete_to)
            for stream in self._all():
                if stream.ticket.expires <= present:
                    stream.close()
                else:
                    stream.push(beat)

    def _all(self) -> Iterable[Stream]:
        return [stream for alike in self.streams.values() for stream in alike]


def _beat(seq: int) -> bytes:
    """Keeps the line open, and tells a browser for which nothing happened from where to resume."""
    return b"event: Beat\nid: %d\ndata: {}\n\n" % seq
