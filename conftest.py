"""What every test may ask for, beside the code and in tests/ alike. Time is passed, never patched."""

import gc
import os
import secrets
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.contrib.contenttypes.management import create_contenttypes
from django.db.models.signals import post_migrate
from django.test import Client

import tests.numbers
from tests.made_once import MadeOnce
from tests.sandbox import FOLDER
from tests.world import AT, World, found
from wellserved.ground.accounts.models import Staff
from wellserved.serving.standards.models import Edition
from wellserved.surfaces import page

NOTHING_SKIPPED = os.environ.get("CI") == "true"


def pytest_configure() -> None:
    # How long an example takes says how busy the machine is.
    hypothesis.settings.register_profile(
        "house", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
    )
    hypothesis.settings.load_profile("house")

    # Django writes them again whenever tables were emptied, which takes longer than most tests; nobody asks for them.
    post_migrate.disconnect(dispatch_uid="django.contrib.auth.management.create_permissions")
    post_migrate.disconnect(create_contenttypes)

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick, since nothing is at stake
    database = settings.DATABASES["default"]
    database.setdefault("TEST", {})["NAME"] = _test_database(database)
    if database["ENGINE"].endswith("postgresql"):
        # Emptying the tables can meet a running house's transaction: then that one gives way, as it soon asks again.
        database["OPTIONS"]["options"] = "-c deadlock_timeout=20s"


def _test_database(database: dict[str, Any]) -> str:
    """A file for SQLite, so that threads and other processes see the same rows."""
    on_sqlite = database["ENGINE"].endswith("sqlite3")
    return str(FOLDER / "tests.sqlite3") if on_sqlite else f"test_{database['NAME']}"


def pytest_collection_finish() -> None:
    """What was loaded by now stays to the end: no search for garbage need look at it."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[Any]:
    return _strict((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Iterator[Any]:
    return _strict((yield))


def _strict(report: Any) -> Any:
    """With CI=true a skipped test is a failed one: what could not be shown is not shown."""
    if NOTHING_SKIPPED and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, and with CI=true nothing may be: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Each table counts from a number of its own: an id is never another thing's by chance, and never small."""
    with django_db_blocker.unblock():
        tests.numbers.spread()


@pytest.fixture(autouse=True)
def _no_house_of_other_tests() -> None:
    """Pages remember the house for a while: what they ask depends neither on who asked before nor on the time."""
    page.known_house.forget()
    page.KEPT_SECONDS = float("inf")


@pytest.fixture(autouse=True)
def _no_mail_of_other_tests() -> None:
    """The outbox is a folder, which no rollback empties."""
    outbox = Path(settings.OUTBOX)
    for mail in outbox.iterdir() if outbox.is_dir() else ():
        mail.unlink(missing_ok=True)


@pytest.fixture
def at() -> datetime:
    """Wednesday 18 November 2026, ten in the morning in London: every Linden site is open."""
    return AT


@pytest.fixture(scope="session")
def made_once(django_db_setup: None, django_db_blocker: Any) -> Callable[[Callable[[], Any]], MadeOnce[Any]]:
    """For fixtures of a session or a module: what many tests look at, and takes long to make."""

    def made(make: Callable[[], Any]) -> MadeOnce[Any]:
        with django_db_blocker.unblock():
            return MadeOnce(make)

    return made


@pytest.fixture(scope="session")
def linden(made_once: Callable[[Callable[[], World]], MadeOnce[World]]) -> MadeOnce[World]:
    return made_once(found)


@pytest.fixture
def world(db: None, linden: MadeOnce[World]) -> World:
    """The Linden Group, made through the real actions."""
    there = linden()
    # Standards are remembered under their edition: what one test does to them is unknown to the next.
    Edition.objects.update(token=secrets.token_hex(8))
    return there


@pytest.fixture
def as_staff() -> Callable[[Staff], Client]:
    """A browser (Django's test client) in which this colleague is signed in."""

    def signed_in(staff: Staff) -> Client:
        client = Client()
        client.force_login(staff)
        return client

    return signed_in


@pytest.fixture
def run_jobs(db: None) -> Callable[[datetime], int]:
    """Do all work that is due at a moment, and what follows from it; returns how many jobs ran."""
    from wellserved.ground.jobs.work import drain

    return drain
