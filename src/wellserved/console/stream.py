"""The stream alone, for houses whose parts run on several machines."""

import argparse

from wellserved.console._port import port

SUMMARY = "serve /stream alone (PostgreSQL, several machines; else use run)"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=port, default=8001)


def run(options: argparse.Namespace) -> None:
    from wellserved.processes.server import serve

    serve("wellserved.config.asgi:streams", host=options.host, port=options.port)
