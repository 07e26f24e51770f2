"""Years of mail are imported; somebody interrupts, somebody kills, and the same command goes on."""

import os
import re
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import psycopg
import pytest

from benchmarks.archive import write
from tests.processes.conftest import House, until

MAILS = 150
MAILBOX = "hello@linden.example"
FOUND = "import django; django.setup(); from tests.world import found; found()"


@pytest.fixture
def archive(house: House) -> tuple[Path, int]:
    """The file, and how many matters are in it; the house knows the mailbox."""
    done = subprocess.run(
        [sys.executable, "-c", FOUND], env=house.environ, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    file = house.folder / "old.mbox"
    return file, write(file, MAILS)


def words(file: Path) -> tuple[str, ...]:
    return ("receive-mail", "--mailbox", MAILBOX, "--mbox", str(file), "--as-history")


def one(house: House, question: str) -> Any:
    """The answer to a question in SQL."""
    if url := house.environ["DATABASE_URL"]:
        with psycopg.connect(url) as server:
            row: Any = server.execute(question).fetchone()
    else:
        row = sqlite3.connect(house.data / "wellserved.sqlite3").execute(question).fetchone()
    return row[0]


def test_an_import_that_was_stopped_goes_on(house: House, archive: tuple[Path, int]) -> None:
    file, matters = archive
    for number, how in enumerate((signal.SIGINT, signal.SIGKILL)):
        importer = house.start(*words(file))
        goal = 40 * (number + 1)
        until(lambda: one(house, "SELECT count(*) FROM email_rawmail") >= goal, "some mails")  # noqa: B023
        status, said = house.stop(importer, how)
        assert status == (130 if how == signal.SIGINT else -9)
        if how == signal.SIGINT:
            assert re.search(r"stopped after \d+ mails\. The same command goes on from there", said)
    done = house.wellserved(*words(file))
    assert done.returncode == os.EX_OK
    assert re.search(
        rf"100%  {MAILS} mails, \d+ known before, \d+ taken in, \d+ a second, \d+ s$", done.stderr.strip()
    )
    assert done.stderr.count("%") == 1, "one bar, one line"
    assert one(house, "SELECT count(*) FROM email_rawmail WHERE state = 'taken in'") == MAILS
    assert one(house, "SELECT count(*) FROM conversations_message") == MAILS
    assert one(house, "SELECT count(*) FROM conversations_conversation WHERE status = 'closed'") == matters
    assert one(house, "SELECT count(*) FROM standards_watch") == 0
    assert one(house, "SELECT count(*) FROM email_outgoing") == 0


def test_all_that_is_known_is_passed_over(house: House, archive: tuple[Path, int]) -> None:
    file, _ = archive
    assert house.wellserved(*words(file)).returncode == os.EX_OK
    done = house.wellserved(*words(file))
    assert f"{MAILS} mails, {MAILS} known before" in done.stderr
