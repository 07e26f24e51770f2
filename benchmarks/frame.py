"""What every benchmark stands on: a house of its own, CPU time, ratios within one run, one table and one JSON.

Absolute times differ from machine to machine, so a claim is a ratio of two things measured in turns, whenever it
can be. Only the CPU time of this process counts: other work on the machine disturbs it little.
"""

import json
import os
import platform
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

RESULTS = Path(__file__).resolve().parent.parent / "build" / "bench"


@dataclass(frozen=True)
class Figure:
    """One measured figure. `at_most` and `at_least` are what we claim; None when it is told for information."""

    name: str
    value: float
    unit: str = ""
    at_most: float | None = None
    at_least: float | None = None

    @property
    def holds(self) -> bool:
        over = self.at_most is not None and self.value > self.at_most
        under = self.at_least is not None and self.value < self.at_least
        return not over and not under

    def row(self) -> tuple[str, str, str, str]:
        claim = "" if self.at_most is None else f"at most {_number(self.at_most)}"
        if self.at_least:
            claim += f", at least {_number(self.at_least)}"
        verdict = "" if self.at_most is None else "holds" if self.holds else "MISSED"
        return self.name, f"{_number(self.value)} {self.unit}".strip(), claim, verdict


def report(subject: str, figures: list[Figure]) -> bool:
    """Print the figures as a table and keep them as build/bench/<subject>.json; whether every claim holds."""
    print(table(f"{subject} ({database_name()})", [figure.row() for figure in figures]))
    RESULTS.mkdir(parents=True, exist_ok=True)
    facts = {
        "subject": subject,
        "database": database_name(),
        "python": platform.python_version(),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores",
        "figures": [{**asdict(figure), "holds": figure.holds} for figure in figures],
    }
    name = subject if database_name() == "SQLite" else f"{subject}-postgresql"
    (RESULTS / f"{name}.json").write_text(json.dumps(facts, indent=2) + "\n")
    return all(figure.holds for figure in figures)


def table(title: str, rows: Sequence[tuple[str, ...]]) -> str:
    """Rows in columns, under a title."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))] if rows else []
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows)
    return "\n".join((f"\n{title}", *(f"  {line}" for line in lines)))


def cpu_seconds(run: Callable[[], object]) -> float:
    """CPU time of one run, of all threads of this process."""
    begun = time.process_time()
    run()
    return time.process_time() - begun


@dataclass(frozen=True)
class Ratio:
    """How many times the CPU of `base` the `subject` took: the median of the rounds, and each one's seconds."""

    times: float
    subject_seconds: float
    base_seconds: float


def ratio(subject: Callable[[], object], base: Callable[[], object], rounds: int = 9) -> Ratio:
    """Measure both in turns, so that what disturbs one round disturbs both; the first round only warms up."""
    subject(), base()
    pairs = [(cpu_seconds(subject), cpu_seconds(base)) for _ in range(rounds)]
    return Ratio(
        statistics.median(mine / theirs for mine, theirs in pairs),
        statistics.median(mine for mine, _ in pairs),
        statistics.median(theirs for _, theirs in pairs),
    )


@contextmanager
def fresh_house() -> Iterator[Path]:
    """An empty, migrated house in a folder of its own, on SQLite or on the server of DATABASE_URL; once a process.

    On PostgreSQL it is a database of its own beside the named one, dropped at the end.
    """
    with tempfile.TemporaryDirectory(prefix="wellserved-bench-") as folder, _database(os.environ):
        os.environ["WELLSERVED_DATA"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wellserved.config.settings")
        import django
        from django.core.management import call_command
        from django.db import connections

        django.setup()
        call_command("migrate", verbosity=0)
        try:
            yield Path(folder)
        finally:
            connections.close_all()
            _close_pools()


def database_name() -> str:
    return "PostgreSQL" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "SQLite"


@contextmanager
def _database(environ: "os._Environ[str]") -> Iterator[None]:
    url = environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        yield
        return
    import psycopg
    from psycopg.conninfo import make_conninfo

    name = f"wellserved_bench_{os.getpid()}"
    with psycopg.connect(make_conninfo(url), autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        base, _, options = url.partition("?")
        environ["DATABASE_URL"] = "/".join((*base.split("/")[:3], name)) + (f"?{options}" if options else "")
        try:
            yield
        finally:
            environ["DATABASE_URL"] = url
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _close_pools() -> None:
    from django.db import connections

    for connection in connections.all():
        close = getattr(connection, "close_pool", None)
        if close:
            close()


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.3g}"
