"""The quick form; `python -m benchmarks.kills` kills as often as one likes."""

from random import Random

import pytest

from tests.email.dovecot import Dovecot
from tests.email.peer import Peer
from tests.kills.ground import Ground
from tests.kills.sending import Sending
from tests.kills.storing import Fetching, Listening, Piping
from tests.kills.way import Way
from tests.processes.conftest import House

pytestmark = pytest.mark.server
KILLS = 5


@pytest.mark.parametrize("way", [Fetching, Listening, Piping, Sending], ids=lambda way: way.name)
def test_nothing_is_lost_and_nothing_is_doubled(way: type[Way], house: House, dovecot: Dovecot, peer: Peer) -> None:
    walked = way(Ground(house, dovecot, peer), Random(20261122))
    walked.walk(KILLS)
    assert walked.kills == KILLS
