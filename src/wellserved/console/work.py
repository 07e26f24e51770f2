"""The worker: jobs, clocks, recurring work, and the doors that mail comes in by."""

import argparse
import os
import signal
import sys
from collections.abc import Callable
from datetime import timedelta

SUMMARY = "do the work behind the pages: deliveries, reminders, clocks, mail coming in"
GRACE_SECONDS = 2.0  # for what was begun; with the mail's doors it must be less than run's patience


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--threads", type=int, default=3, help="jobs done at the same time")
    parser.add_argument(
        "--lease",
        type=float,
        default=60,
        metavar="SECONDS",
        help="after which a dead worker's jobs and mailboxes are another's",
    )


def run(options: argparse.Namespace) -> int:
    import django

    django.setup()
    from django.urls import get_resolver

    from wellserved.ground import clock
    from wellserved.ground.jobs import recurring, registry
    from wellserved.ground.jobs.worker import Worker
    from wellserved.processes.readiness import unready
    from wellserved.schedule import SCHEDULE
    from wellserved.serving.standards.actions import act_on_clocks

    if fault := unready():
        print(fault, file=sys.stderr)
        return os.EX_CONFIG
    worker = Worker(sweep=act_on_clocks, threads=options.threads, lease=timedelta(seconds=options.lease))
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: worker.stop())
    try:
        close_doors = _open_doors(timedelta(seconds=options.lease))
    except OSError as fault:
        print(f"Mail cannot come in: {fault}. See WELLSERVED_LISTEN_SMTP and _LMTP.", file=sys.stderr)
        return os.EX_CONFIG
    registry.load()
    _ = get_resolver().reverse_dict  # loads the pages' modules, else the first job that makes a link holds up clocks
    recurring.arm([(row.interval, row.run) for row in SCHEDULE], at=clock.now())
    finished = worker.run(GRACE_SECONDS)
    close_doors()
    if not finished:
        sys.stderr.flush()
        os._exit(os.EX_OK)  # a thread that waits for a network would hold us up; its job returns with its lease
    return os.EX_OK


def _open_doors(lease: timedelta) -> Callable[[], None]:
    """Listen for mail and fetch it; returns how to stop that."""
    from django.conf import settings

    from wellserved.serving.channels.email.fetch import Fetchers
    from wellserved.serving.channels.email.listener import start

    stop_listening = start(settings.LISTEN_HOST, settings.LISTEN_SMTP, settings.LISTEN_LMTP)
    fetchers = Fetchers(lease)
    fetchers.start()

    def close() -> None:
        stop_listening()
        fetchers.stop(timeout_seconds=0.5)

    return close
