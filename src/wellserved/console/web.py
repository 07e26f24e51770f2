"""The pages, for houses whose parts run on several machines; `run` serves pages and stream together."""

import argparse

SUMMARY = "serve the pages (PostgreSQL, several machines; else use run)"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=1, help="processes")
    parser.add_argument("--with-stream", action="store_true", help="serve /stream too, in the same process")


def run(options: argparse.Namespace) -> None:
    from django.conf import settings

    from wellserved.processes.server import serve

    place = {"host": options.host, "port": options.port, "workers": options.workers}
    if options.with_stream:
        serve("wellserved.config.asgi:application", **place)
    else:
        serve("wellserved.config.wsgi:application", **place, threads=settings.THREADS)
