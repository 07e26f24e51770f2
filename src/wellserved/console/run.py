"""Everything on one machine, in one process tree: pages and stream on one port, and the worker beside them."""

import argparse
import os
import socket
import sys
import time
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from wellserved import __version__
from wellserved.console._port import port

SUMMARY = "everything, on http://127.0.0.1:8000"
PATIENCE_SECONDS = 60


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=port, default=8000)
    parser.add_argument("--empty", action="store_true", help="begin with an empty house and set it up yourself")


def run(options: argparse.Namespace) -> int:
    from wellserved.config.environment import default, read
    from wellserved.processes import stamp
    from wellserved.processes.lock import Locked, lock
    from wellserved.processes.tree import Tree

    default("WELLSERVED_URL", f"http://127.0.0.1:{options.port}")
    environment = read()
    url, data = environment["WELLSERVED_URL"].rstrip("/"), environment.data
    try:
        held = lock(data, f"process {os.getpid()}, {url}")
    except Locked as holder:
        return _refuse(
            f"Wellserved already runs on the data folder {data} ({holder}).",
            "Stop that one first, or name another folder: make run DATA=other PORT=8001",
        )
    if trouble := _trouble(options.host, options.port):
        return _refuse(f"Port {options.port} cannot be used: {trouble}.", "Name another: make run PORT=8001")
    for name in ("WELLSERVED_LISTEN_SMTP", "WELLSERVED_LISTEN_LMTP"):
        port = environment.number(name)
        if port and (trouble := _trouble(environment["WELLSERVED_LISTEN_HOST"], port)):
            return _refuse(f"Port {port} for mail cannot be used: {trouble}.", f"Name another in {name}.")
    print(f"Wellserved {__version__}, data in {data}", flush=True)
    pages = ("web", "--with-stream", "--host", options.host, "--port", str(options.port))
    at_once = stamp.fits(data, environment["DATABASE_URL"])
    with Tree(held) as tree:
        if at_once:
            tree.start(*pages)
        with nullcontext() if at_once else _waiting(options, data):
            # In a process of its own, so that this one, which stays, never loads Django.
            status, path = tree.finish("prepare", "--begin", *(["--empty"] if options.empty else []))
        if status:
            return 0 if tree.ending.is_set() else status
        if not at_once:
            tree.start(*pages)
        while tree.is_well() and not _answers(options.host, options.port):
            time.sleep(0.05)
        tree.start("work")
        if tree.is_well():
            _welcome(url, path.strip())
        tree.watch()
    return 0


def _waiting(options: argparse.Namespace, data: Path) -> AbstractContextManager[None]:
    """A page that tells how far the start is."""
    from wellserved.console.prepare import told
    from wellserved.processes.waiting import waiting

    return waiting(options.host, options.port, lambda: told(data))


def _welcome(url: str, path: str) -> None:
    if path.startswith("/setup/"):
        print(f"\n  Set up your house:  {url}{path}\n")
    else:
        print(f"\n  Sign in:    {url}{path}  (good once, for an hour)\n  Customers:  {url}/\n")
    print("Ctrl-C stops it.", flush=True)


def _refuse(*sentences: str) -> int:
    print(*sentences, sep="\n", file=sys.stderr)
    return os.EX_TEMPFAIL


def _trouble(host: str, port: int) -> str:
    """Why nobody can listen there, in the system's words; nothing if somebody can."""
    try:
        with socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET):
            return ""
    except OSError as error:
        return os.strerror(error.errno or 0).lower()


def _answers(host: str, port: int) -> bool:
    """Whether the pages can be had; the port alone is open sooner."""
    reachable = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    try:
        # Not by http.client: it would bring TLS into a process that stays and does nothing.
        with socket.create_connection((reachable, port), timeout=PATIENCE_SECONDS) as pages:
            pages.sendall(f"HEAD /stream HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
            return pages.recv(5) == b"HTTP/"
    except OSError:
        return False
