"""The one way to an address that somebody else named: never to our own network (SSRF), unless the operator allows it.

The name is resolved once and the connection goes to the addresses that were judged, so a second answer of the
name server (DNS rebinding) changes nothing. Redirects are judged like first requests.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import urlencode, urljoin, urlsplit

from django.conf import settings

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
REDIRECTS = frozenset({301, 302, 303, 307, 308})
NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052: an IPv4 address stands at its end
PIECE_BYTES = 64 * 1024


class Refused(Exception):  # noqa: N818 - a verdict
    """We do not go there; the message says why."""


@dataclass(frozen=True)
class Answer:
    status: int
    content_type: str
    body: bytes


def is_public(address: Address, allowed: Iterable[str] = ()) -> bool:
    """Whether an address is out in the world, or the operator allows its network."""
    inner = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None) or address
    if address in NAT64:
        inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    if any(inner in ipaddress.ip_network(net, strict=False) for net in allowed):
        return True
    return bool(inner.is_global and not inner.is_multicast and not inner.is_reserved and address.is_global)


def judged(host: str, port: int) -> list[str]:
    """The addresses of that name, the likeliest first; raises Refused if any of them is not public."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Refused(f"{host!r} has no address.") from None
    addresses = [str(row[4][0]).partition("%")[0] for row in found]
    allowed = [net.strip() for net in settings.OUTBOUND_ALLOW.split(",") if net.strip()]
    for address in addresses:
        if not is_public(ipaddress.ip_address(address), allowed):
            raise Refused(f"{host!r} leads into a private network; WELLSERVED_OUTBOUND_ALLOW may permit it.")
    return addresses


def line_to(host: str, port: int, timeout_seconds: float) -> socket.socket:
    """Connected to an address that was judged; raises Refused, or OSError where nobody answers."""
    *others, last = judged(host, port)
    for address in others:
        with suppress(OSError):
            return socket.create_connection((address, port), timeout_seconds)
    return socket.create_connection((last, port), timeout_seconds)


def get(url: str, *, limit_bytes: int, timeout_seconds: float = 10, redirects: int = 3) -> Answer:
    """Fetch a public http(s) address, all within the time; the request tells nobody where the address stood.

    Refused for another scheme, a private network, too many redirects or bytes, and where nobody answers.
    """
    deadline = time.monotonic() + timeout_seconds
    try:
        for _ in range(redirects + 1):
            with _asked(url, _left(deadline)) as response:
                if response.status in REDIRECTS and (target := response.getheader("Location")):
                    url = urljoin(url, target)
                    continue
                body = _body(response, limit_bytes, deadline)
                return Answer(response.status, response.getheader("Content-Type") or "", body)
    except (OSError, http.client.HTTPException, ValueError) as error:  # ValueError: addresses that can't be sent
        raise Refused(f"It cannot be fetched ({type(error).__name__}).") from error
    raise Refused("It redirects too often.")


def post_form(url: str, form: Mapping[str, str], *, limit_bytes: int, timeout_seconds: float = 10) -> Answer:
    """Send a form there; secrets in it follow no redirect. Refused as in `get`."""
    with _asked(url, timeout_seconds, urlencode(form).encode()) as response:
        body = response.read(limit_bytes + 1)
        if len(body) > limit_bytes:
            raise Refused(f"It is larger than {limit_bytes} bytes.")
        return Answer(response.status, response.getheader("Content-Type") or "", body)


def _body(response: http.client.HTTPResponse, limit: int, deadline: float) -> bytes:
    """All of it; a server that sends a byte now and then holds nobody up."""
    pieces, size = [], 0
    while piece := response.read1(PIECE_BYTES):
        pieces.append(piece)
        size += len(piece)
        if size > limit:
            raise Refused(f"It is larger than {limit} bytes.")
        _left(deadline)
    _left(deadline)  # a line that was cut ends like any other
    return b"".join(pieces)


def _left(deadline: float) -> float:
    """Seconds."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise Refused("It takes too long.")
    return left


@contextmanager
def _asked(url: str, timeout: float, form: bytes | None = None) -> Iterator[http.client.HTTPResponse]:
    """The line is cut after the time-out (seconds), however slowly the other side tells its header or its chunks: the
    socket's own begins anew with each byte."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        raise Refused("That is not an address.") from None
    if parts.scheme not in ("http", "https") or not host:
        raise Refused("Only http and https addresses are fetched.")
    connection = http.client.HTTPConnection(host, port, timeout=timeout)
    connection.sock = line_to(host, port, timeout)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    about = {"User-Agent": "Mozilla/5.0 (compatible)", "Accept": "*/*"}  # many refuse who says nothing
    if form is not None:
        about["Content-Type"] = "application/x-www-form-urlencoded"
    cut: threading.Timer | None = None
    try:
        if parts.scheme == "https":
            connection.default_port = 443
            connection.sock = ssl.create_default_context().wrap_socket(connection.sock, server_hostname=host)
        cut = threading.Timer(timeout, _cut, (connection.sock,))
        cut.daemon = True
        cut.start()
        connection.request("GET" if form is None else "POST", target, form, about)
        with connection.getresponse() as response:
            yield response
    finally:
        if cut is not None:
            cut.cancel()
        connection.close()


def _cut(line: socket.socket) -> None:
    with suppress(OSError):
        socket.socket.shutdown(line, socket.SHUT_RDWR)
