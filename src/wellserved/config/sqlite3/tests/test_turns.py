"""Who waits longest writes next, whoever else dies, gives up or fails meanwhile."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.db.utils import ConnectionHandler, IntegrityError, OperationalError

from wellserved.config.database import database
from wellserved.config.sqlite3.base import DatabaseWrapper
from wellserved.config.sqlite3.turns import Turns, turns

LONG = 30.0
HOLDS = """
import sys
from wellserved.config.sqlite3.turns import Turns
assert Turns(sys.argv[1]).take(30)
print("mine", flush=True)
sys.stdin.read()
"""


def test_threads_are_served_in_the_order_they_came(tmp_path: Path) -> None:
    line, served = Turns(str(tmp_path / "turns")), []

    def serve(number: int) -> None:
        assert line.take(LONG)
        served.append(number)
        line.give()

    assert line.take(0)
    with ThreadPoolExecutor(20) as pool:
        for number in range(20):
            pool.submit(serve, number)
            until(lambda number=number: len(line.waiting) > number)  # type: ignore[misc]
        line.give()
    assert served == list(range(20))
    assert not line.taken


def test_who_gives_up_is_not_waited_for(tmp_path: Path) -> None:
    line = Turns(str(tmp_path / "turns"))
    assert line.take(0)
    assert not line.take(0)
    line.give()
    assert line.take(0), "and whoever waited in vain has left no place in the line"


def test_a_killed_process_gives_its_turn_away(tmp_path: Path) -> None:
    file = str(tmp_path / "turns")
    holder = subprocess.Popen([sys.executable, "-c", HOLDS, file], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert holder.stdout
    assert holder.stdout.readline() == b"mine\n"
    ours = Turns(file)
    assert not ours.take(0)
    holder.kill()
    holder.communicate()
    assert ours.take(LONG)


@pytest.fixture
def house(tmp_path: Path, django_db_blocker: Any) -> Iterator[Callable[[], DatabaseWrapper]]:
    """Each thread's own connection to a database in which SQLite itself waits for nobody."""
    handler = ConnectionHandler({"default": database("", tmp_path, threads=4)})

    def connection() -> DatabaseWrapper:
        own: DatabaseWrapper = handler["default"]  # type: ignore[assignment]
        with own.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout = 0")
        return own

    with django_db_blocker.unblock():
        with connection().cursor() as cursor:
            cursor.execute("CREATE TABLE word (said TEXT UNIQUE)")
        yield connection
        handler.close_all()


def say(connection: DatabaseWrapper, word: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO word VALUES (%s)", [word])


def begin(connection: DatabaseWrapper) -> None:
    """As `atomic` does."""
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)


def end(connection: DatabaseWrapper, how: Callable[[], None]) -> None:
    how()
    connection.set_autocommit(True)


def test_none_of_many_is_refused(house: Callable[[], DatabaseWrapper]) -> None:
    def write(thread: int) -> None:
        connection = house()
        for number in range(5):
            begin(connection)
            say(connection, f"{thread} {number} in a transaction")
            end(connection, connection.commit)
            say(connection, f"{thread} {number} alone")
        connection.close()

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(write, range(16)))
    with house().cursor() as cursor:
        assert cursor.execute("SELECT count(*) FROM word").fetchone() == (160,)


def test_however_a_transaction_ends_the_turn_is_given(house: Callable[[], DatabaseWrapper]) -> None:
    connection = house()
    line = turns(f"{connection.settings_dict['NAME']}-turns")
    for how in (connection.commit, connection.rollback):
        begin(connection)
        assert line.taken
        end(connection, how)
        assert not line.taken
    begin(connection)
    connection.close()
    assert not line.taken
    connection.connect()
    say(connection, "once")
    with pytest.raises(IntegrityError):
        say(connection, "once")
    assert not line.taken


def test_a_transaction_that_cannot_begin_takes_no_turn(house: Callable[[], DatabaseWrapper]) -> None:
    connection, other = house(), house().copy()
    line = turns(f"{connection.settings_dict['NAME']}-turns")
    with other.cursor() as cursor:
        cursor.execute("BEGIN IMMEDIATE")  # by somebody who knows nothing of turns
    with pytest.raises(OperationalError, match="database is locked"):
        begin(connection)
    assert not line.taken
    other.close()


def until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + LONG
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.001)
