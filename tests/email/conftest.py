import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.email.dovecot import BINARY, Dovecot
from tests.email.peer import Peer
from tests.email.tokens import TokenServer
from tests.processes.conftest import house, prepared
from tests.sandbox import FOLDER

__all__ = ["dovecot", "house", "peer", "prepared"]


@pytest.fixture
def this_machine(settings: Any) -> None:
    """Our servers of other makes run on this machine, where a house goes only if its operator allows it."""
    settings.OUTBOUND_ALLOW = "127.0.0.1/32"


@pytest.fixture
def tokens(this_machine: None) -> Iterator[TokenServer]:
    """Where Google would give tokens for Linden House's address."""
    server = TokenServer("hello@linden.example")
    yield server
    server.stop()


@pytest.fixture
def dovecot(tokens: TokenServer) -> Iterator[Dovecot]:
    """A real IMAP server with nothing in it."""
    if BINARY is None:
        pytest.skip("there is no Dovecot here; on Debian: apt-get install dovecot-imapd")
    folder = Path(tempfile.mkdtemp(prefix="dovecot-", dir=FOLDER))
    os.chmod(folder, 0o755)
    os.chmod(FOLDER, 0o755)  # Dovecot's own user must get through
    server = Dovecot(folder, tokens.url)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def peer(this_machine: None) -> Iterator[Peer]:
    """A real SMTP server that receives for the customers."""
    server = Peer()
    server.start()
    yield server
    server.stop()
