"""Brings the data up to date before anything else starts: the database, and on the first start what is in it."""

import argparse
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

SUMMARY = "bring the database up to date (run does it by itself)"
BEGUN = "first-start-is-not-finished"  # a file that says how far it is; whoever finds it begins anew


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--begin", action="store_true", help="on the first start load the demo; print where to begin")
    parser.add_argument("--empty", action="store_true", help="with --begin: no demo, set the house up by hand")


def run(options: argparse.Namespace) -> int:
    from django.db import OperationalError
    from django.db.migrations.exceptions import MigrationSchemaMissing

    try:
        _prepare(options)
    except (OperationalError, MigrationSchemaMissing, OSError) as fault:
        print(
            f"The house cannot be made ready: {str(fault).strip()}.",
            "Nothing is lost. Mend that (is the disk full? is the database reachable?) and start again.",
            sep="\n",
            file=sys.stderr,
        )
        return os.EX_IOERR
    return os.EX_OK


def _prepare(options: argparse.Namespace) -> None:
    import django

    django.setup()
    if options.begin:
        print(begin(empty=options.empty))
    else:
        _migrate()


def begin(*, empty: bool) -> str:
    """Migrate; load the demo on the first start unless `empty`; returns the path of the link to begin with."""
    from django.conf import settings

    from wellserved.config.keys import key
    from wellserved.config.settings import ENVIRONMENT
    from wellserved.ground import clock
    from wellserved.ground.accounts import actions, reads
    from wellserved.processes import stamp

    data = Path(settings.DATA)
    setup = data / "keys" / "setup"
    with _first_start(data):
        _migrate()
        if reads.house() is None and not empty and not setup.exists():
            from wellserved.console.demo import load

            load(progress=lambda share: (data / BEGUN).write_text(str(share)))
    stamp.put(data, ENVIRONMENT["DATABASE_URL"])
    if reads.house() is None:
        return f"/setup/{key(data, 'setup')}/"
    setup.unlink(missing_ok=True)
    owner = reads.owner()
    return f"/sign-in/{actions.sign_in_link(owner, at=clock.now(), lasts=timedelta(hours=1))}/" if owner else "/"


def told(data: Path) -> str:
    """How far a start in that folder is, as a sentence for who waits."""
    try:
        share = float((data / BEGUN).read_text())
    except (OSError, ValueError):
        return "Its data are being made ready."
    return f"The last fifteen weeks of the demo company are being told: {share:.0%}."


def _migrate() -> None:
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


@contextmanager
def _first_start(data: Path) -> Iterator[None]:
    """All or nothing: what an interrupted first start left is swept away. Later starts just pass."""
    from django.conf import settings
    from django.db import connection

    mark, database = data / BEGUN, Path(settings.DATABASES["default"]["NAME"])
    if connection.vendor == "sqlite":
        if mark.exists():
            _sweep(data, database)
        first = not database.exists()
    else:
        if mark.exists():
            sys.exit(
                "The first start was interrupted, and the database holds a part of the demo. Empty the database, "
                f"delete the file {mark}, and start again."
            )
        first = not connection.introspection.table_names()
    if not first:
        yield
        return
    mark.touch()
    os.sync()  # the mark must outlast a power failure
    if connection.vendor == "sqlite":  # there is nothing to lose yet; on a slow disk this saves most of the time
        connection.cursor().execute("PRAGMA synchronous=OFF")
    yield
    if connection.vendor == "sqlite":
        connection.cursor().execute("PRAGMA synchronous=FULL")
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    mark.unlink()


def _sweep(data: Path, database: Path) -> None:
    from django.conf import settings

    for file in database.parent.glob(f"{database.name}*"):
        file.unlink()
    for folder in (settings.FILES, settings.OUTBOX):
        shutil.rmtree(folder, ignore_errors=True)
    (data / BEGUN).unlink()
