import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.sandbox import FOLDER
from tests.scanner.clamd import BINARY, Clamd
from wellserved.ground.safety import scan


@pytest.fixture
def clamd(settings: Any) -> Iterator[Clamd]:
    """A real scanner, which the house is told of."""
    if BINARY is None:
        pytest.skip("there is no clamd here; on Debian: apt-get install clamav-daemon")
    server = Clamd(Path(tempfile.mkdtemp(prefix="clamd-", dir=FOLDER)))
    server.start()
    settings.CLAMD = server.address
    scan.rest.end()
    yield server
    server.stop()
    scan.rest.end()
