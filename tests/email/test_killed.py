"""`wellserved receive-mail` is killed (-9) at random moments, and whoever sent the mail sends it again."""

import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.email.counting import Counted
from tests.processes.conftest import ROOT, House
from wellserved.serving.channels.email.tests.letters import letter

pytestmark = pytest.mark.server
KILLS = 15
MAILS_EACH = 4


@pytest.fixture
def counted(house: House) -> Counted:
    return Counted(house)


def test_nothing_is_lost_and_nothing_is_doubled(house: House, counted: Counted, tmp_path: Path) -> None:
    dice = random.Random(20261122)
    counted.found()
    folder = tmp_path / "mails"
    folder.mkdir()
    sent = []
    killed = 0
    for round_ in range(KILLS):
        for number in range(MAILS_EACH):
            text = f"mail {round_}.{number}" + " x" * dice.choice((0, 500, 200_000))
            sent.append(text)
            (folder / f"{round_:03}-{number}.eml").write_bytes(letter(text, id=f"{round_}.{number}@example.org"))
        importing = _import(house, folder)
        time.sleep(dice.uniform(0.3, counted.seconds_of_a_run))
        importing.kill()
        killed += importing.wait() == -9
    assert _import(house, folder).wait() == 0
    assert _import(house, folder).wait() == 0
    texts = Counter(counted.texts())
    assert sorted(texts) == sorted(sent)
    assert set(texts.values()) == {1}
    assert killed > KILLS / 3
    counted.check_that_rows_agree(mails=len(sent))


def _import(house: House, folder: Path) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [
            sys.executable,
            "-m",
            "wellserved",
            "receive-mail",
            "--mailbox",
            "hello@linden.example",
            "--dir",
            str(folder),
        ],
        env=house.environ,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
