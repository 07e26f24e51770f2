"""The web server, granian, as this house wants it."""

import os
import resource
import signal
from contextlib import suppress
from typing import Any

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

KILL_AFTER_SECONDS = 12  # for a page that is still being made, on a busy machine; streams end at once
MOST_AT_ONCE = 10_000  # a stream counts as a request that is being answered


class Server(Granian):  # type: ignore[misc, valid-type] # it is chosen when granian is imported
    """Waits at its end for open connections; streams never end by themselves, so their hub is told first."""

    def signal_handler_interrupt(self, *args: Any, **options: Any) -> None:
        for worker in self.wrks:
            with suppress(ProcessLookupError):  # a Ctrl-C reaches the whole group, and it may have ended already
                os.kill(worker.inner.pid, signal.SIGUSR1)  # config/asgi.py listens
        super().signal_handler_interrupt(*args, **options)


def serve(target: str, *, host: str, port: int, workers: int = 1, threads: int | None = None) -> None:
    """Serve an ASGI callable of config/asgi.py, or with `threads` a WSGI one, until SIGINT or SIGTERM."""
    _allow_connections()
    server = (Granian if threads else Server)(
        target,
        interface=Interfaces.WSGI if threads else Interfaces.ASGI,
        address=host,
        port=port,
        workers=workers,
        blocking_threads=threads,
        backlog=2048,
        backpressure=threads or MOST_AT_ONCE,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=KILL_AFTER_SECONDS,
    )
    server.serve()


def _allow_connections() -> None:
    """As many open files as the system grants: its usual 1,024 would end at a thousand streams."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 2 * MOST_AT_ONCE
    resource.setrlimit(
        resource.RLIMIT_NOFILE, (wanted if most == resource.RLIM_INFINITY else min(wanted, most), most)
    )
