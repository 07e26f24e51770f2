"""The header of a mail from the top, where the servers wrote that had it last."""

from collections.abc import Iterator
from email.parser import BytesHeaderParser
from email.policy import compat32
from itertools import pairwise

from wellserved.serving.channels.email.authentication.domains import registrable
from wellserved.serving.channels.email.reading.charsets import sane

HEAD_BYTES = 500_000
MOST_FIELDS = 500
LOCAL = frozenset({"localhost", "localhost.localdomain", "127.0.0.1", "::1", "[127.0.0.1]", "[::1]"})


def fields(raw: bytes) -> list[tuple[str, str]]:
    """(lower-case name, value on one line) from the top. Encoded words stay as they are: decoded, the sender's own
    address, which a server repeats, would write results."""
    head = raw[:HEAD_BYTES].replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    found = list(BytesHeaderParser(policy=compat32).parsebytes(head).raw_items())[:MOST_FIELDS]
    return [(name.strip().lower(), _one_line(str(value)[:20_000])) for name, value in found]


def _one_line(value: str) -> str:
    return " ".join(sane(value).split())


def written_by_ours(raw: bytes, servers: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The fields from the top down to the first Received of a server that is not one of `servers` (host names; others
    of the same registered domain are meant too). What stands below, the sender may have written."""
    ours = {registrable(server) for server in servers if server}
    for name, value in fields(raw):
        if name == "received" and not _is_ours(value, ours):
            return
        yield name, value


def _is_ours(received: str, ours: set[str]) -> bool:
    words = received.split(";")[0].split()
    by = next((after for word, after in pairwise(words) if word.lower() == "by"), "")
    host = by.strip("()").rstrip(".").lower()
    # A hop without a name lies within a provider: "by 2002:a05:6e02:184e with SMTP id ...".
    return host in LOCAL or registrable(host) in ours or (host.count(":") > 1 and "from" not in words[:1])
