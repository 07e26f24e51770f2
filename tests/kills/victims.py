"""Processes on the house under test that are killed.

`python -m tests.kills.victims MARKS` reads a line of JSON, [name, *values], at a time and forks a process that does
it, since starting Python takes a second. It says the process's id, then its exit status. How many transactions a
victim is in at each moment stands in the file MARKS, which outlives it.
"""

import json
import mmap
import os
import struct
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wellserved.config.settings")
COUNT = struct.Struct("=i")
HELLO = "hello@linden.example"


def fetch() -> None:
    """Fetch all mailboxes for ever."""
    from wellserved.serving.channels.email.fetch import Fetchers

    Fetchers().start()
    threading.Event().wait()


def listen(smtp_port: int, lmtp_port: int) -> None:
    from wellserved.serving.channels.email import listener

    listener.start("127.0.0.1", smtp_port, lmtp_port)
    threading.Event().wait()


def receive(*words: str) -> int:
    from wellserved.console.main import main

    return main(["receive-mail", "--mailbox", HELLO, *words])


def pipe(mail: str) -> int:
    os.dup2(os.open(mail, os.O_RDONLY), 0)
    return receive()


def work() -> None:
    from wellserved.ground.jobs.worker import Worker

    Worker(sweep=lambda at: None).run()


def mark_transactions(place: Any) -> None:
    """Keep the number of transactions that this process is in at `place`."""
    from django.db.transaction import Atomic

    enter, leave = Atomic.__enter__, Atomic.__exit__
    lock = threading.Lock()

    def moved(by: int) -> None:
        with lock:
            place[:] = COUNT.pack(COUNT.unpack(place[:])[0] + by)

    def entered(self: Atomic) -> None:
        enter(self)
        moved(1)

    def left(self: Atomic, *exception: Any) -> None:
        try:
            leave(self, *exception)
        finally:
            moved(-1)

    Atomic.__enter__, Atomic.__exit__ = entered, left  # type: ignore[method-assign]


VICTIMS: dict[str, Callable[..., int | None]] = {act.__name__: act for act in (fetch, listen, receive, pipe, work)}


def _forked(order: list[Any], place: Any) -> int:
    """The id of the process that does it; it begins when the id is said."""
    place[:] = COUNT.pack(0)
    after, before = os.pipe()
    child = os.fork()
    if not child:
        os.close(before)
        os.read(after, 1)
        mark_transactions(place)
        os._exit(VICTIMS[order[0]](*order[1:]) or 0)
    print(child, flush=True)
    os.close(before)
    os.close(after)
    return child


if __name__ == "__main__":
    import django

    django.setup()
    import wellserved.console.main  # noqa: F401 - what is loaded here is loaded once
    from wellserved.ground.jobs import registry
    from wellserved.serving.channels.email import fetch as _fetch  # noqa: F401
    from wellserved.serving.channels.email import listener as _listener  # noqa: F401
    from wellserved.serving.channels.email import mbox  # noqa: F401

    registry.load()
    with Path(sys.argv[1]).open("r+b") as file, mmap.mmap(file.fileno(), COUNT.size) as place:
        for line in sys.stdin:
            _, status = os.waitpid(_forked(json.loads(line), place), 0)
            print(os.waitstatus_to_exitcode(status), flush=True)
