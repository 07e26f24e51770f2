import ipaddress
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from wellserved.ground.safety.outbound import Refused, get, is_public, judged

PRIVATE = (
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1",
    "::1", "::", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "ff02::1",
    "255.255.255.255",
)  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_no_way_in(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["1.1.1.1", "2606:4700::1111"])
def test_the_world_is_open(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "127.1", "[::1]"])
def test_other_spellings_of_home_are_home(host: str) -> None:
    with pytest.raises(Refused):
        judged(host.strip("[]"), 80)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "gopher://x", "ftp://x/y", "//x", "http://", "http://[", "x"])
def test_only_the_web_is_fetched(url: str) -> None:
    with pytest.raises(Refused):
        get(url, limit_bytes=10)


class Neighbour(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/away":
            self.send_response(302)
            self.send_header("Location", "http://127.0.0.2/secret")
            self.end_headers()
            return
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"x" * 100)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def neighbour() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Neighbour)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_what_the_operator_allows_is_fetched_up_to_its_limit(neighbour: str, settings: Any) -> None:
    with pytest.raises(Refused, match="private network"):
        get(f"{neighbour}/", limit_bytes=1000)
    settings.OUTBOUND_ALLOW = "127.0.0.1/32"
    assert get(f"{neighbour}/", limit_bytes=100).body == b"x" * 100
    with pytest.raises(Refused, match="larger"):
        get(f"{neighbour}/", limit_bytes=99)


def test_a_redirect_is_judged_like_a_first_request(neighbour: str, settings: Any) -> None:
    settings.OUTBOUND_ALLOW = "127.0.0.1/32"
    with pytest.raises(Refused, match="private network"):
        get(f"{neighbour}/away", limit_bytes=1000)
