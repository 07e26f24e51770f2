"""The pages, for houses whose parts run on several machines; `run` serves pages and stream together."""

import argparse
import os
import sys

from wellserved.console._port import port

SUMMARY = "serve the pages (PostgreSQL, several machines; else use run)"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=port, default=8000)
    parser.add_argument("--workers", type=int, default=1, help="processes")
    parser.add_argument("--with-stream", action="store_true", help="serve /stream too, in the same process")


def run(options: argparse.Namespace) -> int:
    from wellserved.processes.server import serve

    if fault := _unready():
        print(fault, file=sys.stderr)
        return os.EX_CONFIG
    place = {"host": options.host, "port": options.port, "workers": options.workers}
    if options.with_stream:
        serve("wellserved.config.asgi:application", **place)
    else:
        from django.conf import settings

        serve("wellserved.config.wsgi:application", **place, threads=settings.THREADS)
    return os.EX_OK


def _unready() -> str:
    """As `work` says it. Where `run` prepared the folder, this process need not load Django to know."""
    from wellserved.config.environment import read
    from wellserved.processes import stamp

    environment = read()
    if stamp.fits(environment.data, environment["DATABASE_URL"]):
        return ""
    import django

    django.setup()
    from wellserved.processes.readiness import leave_database, unready

    fault = unready()
    leave_database()  # the pages' own processes open theirs
    return fault
