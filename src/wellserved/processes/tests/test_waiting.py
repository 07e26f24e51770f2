"""Who comes before the house is ready hears how far it is, and comes back."""

import http.client
import socket
from pathlib import Path

import pytest

from wellserved.console.prepare import BEGUN, told
from wellserved.processes.waiting import waiting


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def ask(port: int, method: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request(method, "/desk/")
    return connection.getresponse()


def test_everybody_is_told_and_asked_to_come_again(port: int, tmp_path: Path) -> None:
    with waiting("127.0.0.1", port, lambda: told(tmp_path)):
        assert b"Its data are being made ready." in ask(port, "GET").read()
        (tmp_path / BEGUN).write_text("0.4")
        page = ask(port, "GET")
        assert (page.status, page.headers["Retry-After"]) == (503, "2")
        assert b"The last fifteen weeks of the demo company are being told: 40%." in page.read()
        assert ask(port, "POST").status == 503
        assert ask(port, "HEAD").read() == b""
    with socket.create_server(("127.0.0.1", port)):
        pass  # the house can have the port now
