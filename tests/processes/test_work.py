"""Workers are killed, and nothing is lost."""

import os
import random
import signal
import time
from collections import Counter

from tests.processes.conftest import House, until


def test_two_workers_do_each_errand_once(house: House) -> None:
    order, notes = house.errands(), house.folder / "notes"
    order("hand_out", 200)
    for _ in range(2):
        house.start("work", str(notes), module="tests.processes.errands")
    until(lambda: order("left") == 0, "the errands to be done")
    assert Counter(notes.read_text().split()) == Counter(str(n) for n in range(200))


def test_a_worker_killed_again_and_again_loses_nothing(house: House) -> None:
    order, notes = house.errands(), house.folder / "notes"
    order("hand_out", 150)
    kills, chance = 3, random.Random(5)
    for _ in range(kills):
        worker = house.start("work", str(notes), module="tests.processes.errands")
        assert worker.stdout
        assert worker.stdout.readline().strip() == "working"
        time.sleep(chance.uniform(0.05, 0.3))  # the moment of death is the point
        worker.kill()
        worker.wait()
    house.start("work", str(notes), module="tests.processes.errands")
    until(lambda: order("left") == 0, "the errands to be done")
    done = Counter(notes.read_text().split())
    assert set(done) == {str(n) for n in range(150)}, "none is lost"
    twice = sum(times - 1 for times in done.values())
    assert twice <= kills * 3, "only what was in hand when the worker died, one per thread, ran again"


def test_a_worker_without_a_database_says_what_to_do(bare_house: House) -> None:
    refused = bare_house.wellserved("work")
    assert refused.returncode == os.EX_CONFIG
    assert refused.stderr.count("\n") == 1
    assert "`wellserved prepare`" in refused.stderr


def test_a_worker_stops_when_asked_and_says_nothing(house: House) -> None:
    worker = house.start("work")
    order = house.errands()
    until(lambda: order("armed"), "the worker to be at work")
    assert house.stop(worker, signal.SIGTERM) == (0, "")
