"""Brings the data up to date before anything else starts: the database, and on the first start what is in it."""

import argparse
import shutil
import sys
from datetime import timedelta
from pathlib import Path

SUMMARY = "bring the database up to date (run does it by itself)"
LOADING = "demo-is-loading"  # a file that is there while the demo is loaded: if we find it, that was interrupted


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--begin", action="store_true", help="on the first start load the demo; print where to begin")
    parser.add_argument("--empty", action="store_true", help="with --begin: no demo, set the house up by hand")


def run(options: argparse.Namespace) -> None:
    if options.begin:
        print(begin(empty=options.empty))
    else:
        migrate()


def migrate() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)


def begin(*, empty: bool) -> str:
    """Migrate; load the demo on the first start unless `empty`; returns the path of the link to begin with."""
    from django.conf import settings

    from wellserved.config.keys import key

    data = Path(settings.DATA)
    _forget_half_a_demo(data)
    migrate()
    from wellserved.ground import clock
    from wellserved.ground.accounts import actions, reads

    setup = data / "keys" / "setup"
    if reads.house() is None and not empty and not setup.exists():
        from wellserved.console.demo import load

        (data / LOADING).touch()
        load()
        (data / LOADING).unlink()
    if reads.house() is None:
        return f"/setup/{key(data, 'setup')}/"
    setup.unlink(missing_ok=True)
    owner = reads.owner()
    return f"/sign-in/{actions.sign_in_link(owner, at=clock.now(), lasts=timedelta(hours=1))}/" if owner else "/"


def _forget_half_a_demo(data: Path) -> None:
    from django.conf import settings

    if not (data / LOADING).exists():
        return
    if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        sys.exit(
            "Loading the demo was interrupted, so the database holds a part of it. Empty the database, "
            f"delete the file {data / LOADING}, and start again."
        )
    for database in data.glob("wellserved.sqlite3*"):
        database.unlink()
    for folder in (settings.FILES, settings.OUTBOX):
        shutil.rmtree(folder, ignore_errors=True)
    (data / LOADING).unlink()
