import ipaddress
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from wellserved.ground.safety.outbound import Refused, get, is_public, judged

PRIVATE = (
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1",
    "::1", "::", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "ff02::1",
    "255.255.255.255", "64:ff9b::10.0.0.1", "::127.0.0.1",
)  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_no_way_in(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["1.1.1.1", "2606:4700::1111", "64:ff9b::1.1.1.1"])
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


stopped = threading.Event()


class Neighbour(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/slow":
            self.send_response(200)
            self.end_headers()
            with suppress(OSError):
                for _ in range(1000):
                    self.wfile.write(b"x")
                    stopped.wait(0.02)
            return
        if self.path == "/slow-header":
            with suppress(OSError):
                for letter in b"HTTP/1.1 200 OK\r\nX: " + b"x" * 500:
                    self.wfile.write(bytes([letter]))
                    stopped.wait(0.05)
            return
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
    server = ThreadingHTTPServer(("127.0.0.1", 0), Neighbour)
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


@pytest.mark.parametrize("path", ["/slow", "/slow-header"])
def test_who_sends_a_byte_now_and_then_holds_nobody_up(neighbour: str, settings: Any, path: str) -> None:
    settings.OUTBOUND_ALLOW = "127.0.0.1/32"
    began = time.monotonic()
    with pytest.raises(Refused):
        get(f"{neighbour}{path}", limit_bytes=10_000, timeout_seconds=0.3)
    assert time.monotonic() - began < 10


def test_a_name_that_changes_its_answer_is_asked_once(neighbour: str, settings: Any, monkeypatch: Any) -> None:
    """DNS rebinding: the first answer is judged, and there we go."""
    settings.OUTBOUND_ALLOW = "127.0.0.1/32"
    port = int(neighbour.rpartition(":")[2])
    real, answers = socket.getaddrinfo, iter(["127.0.0.1", "127.0.0.2"])

    def resolver(host: str, *more: Any, **named: Any) -> Any:
        return real(next(answers) if host == "rebind.example" else host, *more, **named)

    monkeypatch.setattr(socket, "getaddrinfo", resolver)
    assert get(f"http://rebind.example:{port}/", limit_bytes=1000).body == b"x" * 100
    assert next(answers) == "127.0.0.2"


@pytest.mark.parametrize("path", ["/a b", "/\u00e4", "/x\r\nX: y", "/" + "x" * 200_000])
def test_odd_addresses_are_refused_or_answered(neighbour: str, settings: Any, path: str) -> None:
    settings.OUTBOUND_ALLOW = "127.0.0.1/32"
    with suppress(Refused):
        get(f"{neighbour}{path}", limit_bytes=1000)


def test_nobody_answering_is_a_refusal(settings: Any) -> None:
    settings.OUTBOUND_ALLOW = "127.0.0.1/32"
    with pytest.raises(Refused, match="cannot be fetched"):
        get("http://127.0.0.1:9/", limit_bytes=10, timeout_seconds=2)
