"""What a newcomer types, and what becomes of it."""

import os
import signal
import socket
import subprocess
from pathlib import Path

from tests.processes.conftest import House, until
from wellserved.processes.lock import Locked, lock


def test_an_empty_house_starts_answers_stops_and_starts_again(bare_house: House) -> None:
    house = bare_house
    process, said = house.run("--empty")
    assert f"http://127.0.0.1:{house.port}/setup/" in said
    assert house.get("/")[0] in (200, 302, 404)
    assert house.stop(process) == (0, "")
    link = next(word for word in said.split() if "/setup/" in word)
    again, said = house.run("--empty")
    assert link in said, "the same data, so the same link to set it up"
    assert house.stop(again, signal.SIGTERM)[0] == 0


def test_a_second_start_on_the_same_data_is_refused_with_the_reason(house: House) -> None:
    process, _ = house.run("--empty")
    second = house.wellserved("run", "--port", str(house.port))
    assert second.returncode != 0
    assert f"process {process.pid}" in second.stderr
    assert "already runs on the data folder" in second.stderr
    assert "Traceback" not in second.stderr


def test_a_taken_port_is_told_and_what_to_do(house: House) -> None:
    with socket.create_server(("127.0.0.1", house.port)):
        refused = house.wellserved("run", "--empty", "--port", str(house.port))
    assert refused.returncode != 0
    assert refused.stderr.splitlines() == [
        f"Port {house.port} cannot be used: address already in use.",
        "Name another: make run PORT=8001",
    ]


def test_wrong_settings_are_told_all_at_once(bare_house: House) -> None:
    bare_house.environ |= {"WELLSERVED_THREADS": "many", "WELLSERVED_COLOUR": "blue"}
    refused = bare_house.wellserved("run")
    assert refused.returncode == os.EX_CONFIG
    assert len(refused.stderr.splitlines()) == 2


def test_a_database_that_cannot_be_used_is_told_and_what_to_do(bare_house: House) -> None:
    bare_house.environ["DATABASE_URL"] = f"sqlite:{bare_house.folder}/not there/house.sqlite3"
    refused = bare_house.wellserved("run", "--empty", "--port", str(bare_house.port))
    assert refused.returncode == os.EX_IOERR
    told, to_do = refused.stderr.splitlines()
    assert told.startswith("The house cannot be made ready: ")
    assert "start again" in to_do


def test_a_part_that_dies_is_started_again(house: House) -> None:
    process, _ = house.run("--empty")
    [worker] = _children(process.pid, "work")
    os.kill(worker, signal.SIGKILL)
    until(lambda: [pid for pid in _children(process.pid, "work") if pid != worker], "a new worker")
    status, said = house.stop(process)
    assert status == 0
    assert "The part 'work' ended" in said


def test_when_the_first_process_is_killed_the_others_end_and_the_folder_is_free(house: House) -> None:
    process, _ = house.run("--empty")
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    until(lambda: _is_free(house.data), "the data folder's lock")


def _is_free(data: Path) -> bool:
    try:
        os.close(lock(data, "a test"))
    except Locked:
        return False
    return True


def _children(parent: int, part: str) -> list[int]:
    listed = subprocess.run(
        ["ps", "-o", "pid=,args=", "--ppid", str(parent)], capture_output=True, text=True, check=False
    )
    return [int(line.split()[0]) for line in listed.stdout.splitlines() if f"wellserved {part}" in line]
