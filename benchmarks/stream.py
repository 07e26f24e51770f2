"""A thousand open streams on one server: memory and threads of each, and how fast one event reaches all of them."""

import resource
import select
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psutil

from benchmarks.frame import Figure, fresh_house, report

STREAMS = 1000
EVENTS = 30
PORT = 18190


@dataclass(frozen=True)
class Colleague:
    """Somebody at every site."""

    pk: int = 1
    site_ids: frozenset[int] | None = None

    @property
    def scope(self) -> "Colleague":
        return self


class Audience:
    """A thousand browsers, as cheap as can be: each notes when the bytes of an event came."""

    def __init__(self, ticket: str) -> None:
        self.heard: dict[int, list[float]] = {}
        self.event = 0
        self.poll = select.epoll()
        self.sockets = {}
        for _ in range(STREAMS):
            opened = socket.create_connection(("127.0.0.1", PORT))
            opened.sendall(f"GET /stream?ticket={ticket} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            self.sockets[opened.fileno()] = opened
        for opened in self.sockets.values():
            while b"event: Beat" not in opened.recv(4096):
                pass
            self.poll.register(opened.fileno(), select.EPOLLIN)

    def listen(self, until_all_heard: int) -> None:
        """Read until everybody heard so many events."""
        for number in range(1, until_all_heard + 1):
            moments: list[float] = []
            while len(moments) < STREAMS:
                for descriptor, _ in self.poll.poll(10):
                    if b"event: NoteWritten" in self.sockets[descriptor].recv(4096):
                        moments.append(time.perf_counter())
            self.heard[number] = moments


def main() -> bool:
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(8192, most) if most > 0 else 8192, most))
    with fresh_house(), _server() as server:
        from wellserved.ground.stream.tickets import ticket

        before, threads_before = server.memory_info().rss, server.num_threads()
        audience = Audience(ticket(Colleague()))
        time.sleep(1)
        grown, threads = server.memory_info().rss - before, server.num_threads() - threads_before
        listening = threading.Thread(target=audience.listen, args=(EVENTS,))
        listening.start()
        cpu_before = sum(server.cpu_times()[:2])
        told = []
        for number in range(1, EVENTS + 1):
            told.append(time.perf_counter())
            _tell()
            while number not in audience.heard:
                time.sleep(0.01)
        listening.join()
        cpu = sum(server.cpu_times()[:2]) - cpu_before
        waits = [at - told[number - 1] for number, moments in audience.heard.items() for at in moments]
    waits.sort()
    return report(
        "stream",
        [
            Figure("memory of one open stream", grown / STREAMS / 1024, "KB", at_most=40),
            Figure("threads that 1,000 streams add (the database's pool has some)", threads, at_most=5),
            Figure("one event to 1,000 streams, p99", waits[int(len(waits) * 0.99)] * 1000, "ms", at_most=100),
            Figure("one event to 1,000 streams, median", statistics.median(waits) * 1000, "ms"),
            Figure("CPU of the server per event", cpu / EVENTS * 1000, "ms"),
        ],
    )


def _tell() -> None:
    from django.db import transaction

    from wellserved.ground import clock
    from wellserved.ground.journal.actions import record
    from wellserved.ground.journal.actor import SYSTEM
    from wellserved.serving.conversations.events import NoteWritten

    with transaction.atomic():
        record(NoteWritten(at=clock.now(), by=SYSTEM, conversation_id=1, site_id=1, message_id=1))


@contextmanager
def _server() -> Iterator[psutil.Process]:
    """The process that serves, once it answers."""
    started = subprocess.Popen([sys.executable, "-m", "wellserved", "web", "--with-stream", "--port", str(PORT)])
    try:
        while True:
            try:
                with socket.create_connection(("127.0.0.1", PORT)) as probe:
                    probe.sendall(b"GET /stream HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                    if probe.recv(100).startswith(b"HTTP/1.1 403"):
                        break
            except OSError:
                time.sleep(0.1)
        yield max(psutil.Process(started.pid).children(), key=lambda child: child.num_threads())
    finally:
        started.terminate()
        started.wait()


if __name__ == "__main__":
    sys.exit(not main())
