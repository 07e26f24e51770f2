"""`wellserved receive-mail` is killed (-9) at random moments, and whoever sent the mail sends it again."""

import random
from collections import Counter
from pathlib import Path

import pytest

from tests.email.counting import Counted
from tests.processes.conftest import House
from wellserved.serving.channels.email.tests.letters import letter

pytestmark = pytest.mark.server
KILLS = 20
MAILS_EACH = 4


@pytest.fixture
def counted(house: House) -> Counted:
    return Counted(house)


def test_nothing_is_lost_and_nothing_is_doubled(counted: Counted, tmp_path: Path) -> None:
    dice = random.Random(20261122)
    counted.found()
    folder = tmp_path / "mails"
    folder.mkdir()
    sent = []
    killed = 0
    for round_ in range(KILLS):
        for number in range(MAILS_EACH):
            text = f"mail {round_}.{number}" + " x" * dice.choice((0, 500, 20_000))
            sent.append(text)
            (folder / f"{round_:03}-{number}.eml").write_bytes(letter(text, id=f"{round_}.{number}@example.org"))
        killed += counted.take_in(folder, kill_after=dice.uniform(0.0, 0.25)) == -9
    assert counted.take_in(folder) == 0
    assert counted.take_in(folder) == 0
    texts = Counter(counted.texts())
    assert sorted(texts) == sorted(sent)
    assert set(texts.values()) == {1}
    assert killed > KILLS / 3
    counted.check_that_rows_agree(mails=len(sent))
