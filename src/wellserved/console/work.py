"""The worker: jobs, timers, recurring work, and the doors that mail comes in by."""

import argparse
import os
import signal
import sys
from collections.abc import Callable
from datetime import timedelta

SUMMARY = "do the work behind the pages: deliveries, reminders, clocks, fetching mail"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--threads", type=int, default=3, help="jobs done at the same time")
    parser.add_argument(
        "--lease",
        type=float,
        default=60,
        metavar="SECONDS",
        help="after which a dead worker's jobs are done by another",
    )


def run(options: argparse.Namespace) -> None:
    import django

    django.setup()
    from wellserved.ground import clock
    from wellserved.ground.jobs import recurring
    from wellserved.ground.jobs.worker import Worker
    from wellserved.schedule import SCHEDULE
    from wellserved.serving.standards.actions import record_breaches

    worker = Worker(sweep=record_breaches, threads=options.threads, lease=timedelta(seconds=options.lease))
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: worker.stop())
    recurring.arm([(row.interval, row.run) for row in SCHEDULE], at=clock.now())
    close = _open_mail()
    finished = worker.run()
    close()
    if not finished:
        sys.stderr.flush()
        os._exit(0)  # a thread that waits for a network would hold us up; its job returns with its lease


def _open_mail() -> Callable[[], None]:
    """Listen for mail and fetch it; returns how to stop that."""
    from django.conf import settings

    try:
        from wellserved.serving.channels.email.fetch import Fetchers
        from wellserved.serving.channels.email.listener import start
    except ModuleNotFoundError:
        return lambda: None

    stop_listening = start(settings.LISTEN_HOST, settings.LISTEN_SMTP, settings.LISTEN_LMTP)
    fetchers = Fetchers()
    fetchers.start()

    def close() -> None:
        stop_listening()
        fetchers.stop()

    return close
