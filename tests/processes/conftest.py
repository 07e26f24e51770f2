"""A whole house in processes of its own, on a data folder (and a PostgreSQL database) of its own."""

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from tests.sandbox import FOLDER

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 30.0

# Who starts the tests in the background of a shell has Ctrl-C ignored, and every child inherits that.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def until(true: Callable[[], Any], what: str) -> Any:
    """Wait until it is true, and return what it is; fails with `what` when it takes too long."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (answer := true()):
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {PATIENCE_SECONDS:.0f} s in vain for {what}")
        time.sleep(0.02)
    return answer


class House:
    """`run(...)` starts `wellserved ...`; whatever was started is ended with the test."""

    def __init__(self, folder: Path, database_url: str) -> None:
        self.data = folder / "data"
        self.folder = folder
        self.port = _free_port()
        self.started: list[subprocess.Popen[str]] = []
        self.environ = {name: value for name, value in os.environ.items() if not name.startswith("WELLSERVED_")}
        self.environ.update(
            WELLSERVED_DATA=str(self.data),
            DATABASE_URL=database_url,
            PYTHONPATH=f"{ROOT / 'src'}{os.pathsep}{ROOT}",
            DJANGO_SETTINGS_MODULE="wellserved.config.settings",
        )

    def wellserved(self, *words: str, patience_seconds: float = 60) -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        return subprocess.run(
            [sys.executable, "-m", "wellserved", *words],
            env=self.environ,
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=patience_seconds,
            check=False,
        )

    def start(self, *words: str, module: str = "wellserved") -> subprocess.Popen[str]:
        """Begin a process; it reads its input, its output and complaints are in one pipe."""
        process = subprocess.Popen(
            [sys.executable, "-m", module, *words],
            env=self.environ,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.started.append(process)
        return process

    def run(self, *words: str) -> tuple[subprocess.Popen[str], str]:
        """`wellserved run`, and what it said until it was up."""
        process = self.start("run", "--port", str(self.port), *words)
        said = ""
        assert process.stdout
        while "Ctrl-C" not in said:
            line = process.stdout.readline()
            assert line, f"it ended before it was up:\n{said}"
            said += line
        return process, said

    def stop(self, process: subprocess.Popen[str], with_signal: int = signal.SIGINT) -> tuple[int, str]:
        """End it as a person would; its status and its last words."""
        process.send_signal(with_signal)
        rest, _ = process.communicate(timeout=PATIENCE_SECONDS)
        return process.returncode, rest

    def empty_database(self) -> None:
        """Nothing on SQLite, whose database is in the data folder."""
        if url := self.environ["DATABASE_URL"]:
            with psycopg.connect(url, autocommit=True) as server:
                server.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")

    def break_connections(self) -> None:
        """As when the database server restarts. Nothing on SQLite, which has no server."""
        if url := self.environ["DATABASE_URL"]:
            with psycopg.connect(url, autocommit=True) as server:
                server.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )

    def get(self, path: str) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read()

    def errands(self) -> Callable[..., Any]:
        """Somebody on the house's database who obeys orders (errands.py)."""
        process = self.start(module="tests.processes.errands")

        def order(name: str, *values: Any) -> Any:
            assert process.stdin
            assert process.stdout
            process.stdin.write(json.dumps([name, *values]) + "\n")
            process.stdin.flush()
            line = process.stdout.readline()
            assert line.strip(), "the errand's process ended"
            return json.loads(line)

        return order


@pytest.fixture
def bare_house() -> Iterator[House]:
    """Nothing has been prepared yet."""
    yield from _house(Database())


@pytest.fixture
def house(prepared: House) -> Iterator[House]:
    """Its database is there and empty; copied, since preparing takes seconds."""
    yield from _house(Database(prepared))


@pytest.fixture(scope="session")
def prepared() -> Iterator[House]:
    for house in _house(Database()):
        done = house.wellserved("prepare")
        assert done.returncode == 0, done.stderr
        yield house


def _house(database: "Database") -> Iterator[House]:
    folder = Path(tempfile.mkdtemp(prefix="house-", dir=FOLDER))
    with database:
        house = House(folder, database.url)
        if database.copied and not database.url:
            house.data.mkdir()
            shutil.copy(database.copied.data / "wellserved.sqlite3", house.data)
        yield house
        for process in house.started:
            end(process)
        shutil.rmtree(folder, ignore_errors=True)


def end(process: subprocess.Popen[str]) -> None:
    """With its children, at once."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe:
            pipe.close()


class Database:
    """One of our own when the tests run on PostgreSQL; on SQLite a file in the data folder, and `url` is empty."""

    def __init__(self, copied: House | None = None) -> None:
        self.copied = copied
        self.server = os.environ.get("DATABASE_URL", "")
        self.name = f"house_{uuid.uuid4().hex}"
        self.url = ""

    def __enter__(self) -> None:
        if self.server.startswith("postgres"):
            template = f" TEMPLATE {urlsplit(self.copied.environ['DATABASE_URL']).path[1:]}" if self.copied else ""
            self._tell(f"CREATE DATABASE {self.name}{template}")
            self.url = urlunsplit(urlsplit(self.server)._replace(path=f"/{self.name}"))

    def __exit__(self, *_: object) -> None:
        if self.url:
            self._tell(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")

    def _tell(self, order: str) -> None:
        with psycopg.connect(self.server, autocommit=True) as server:
            server.execute(order)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port
