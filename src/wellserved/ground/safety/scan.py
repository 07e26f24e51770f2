"""Whether a file is known to be harmful, as a clamd of the operator's says (WELLSERVED_CLAMD)."""

import socket
import struct
import time
from dataclasses import dataclass

from django.conf import settings

CLEAN, INFECTED, FAILED = "clean", "infected", "failed"
PATIENCE_SECONDS = 20.0
PIECE_BYTES = 256 * 1024
PAUSE_SECONDS = 30.0  # after a failure nobody waits for it again so soon


class Unreachable(Exception):  # noqa: N818 - a fact
    """The scanner does not answer, or not what a clamd answers."""


@dataclass(frozen=True)
class Verdict:
    """`state` is "" where there is no scanner; `finding` names what an infected file holds."""

    state: str = ""
    finding: str = ""


class Rest:
    """Remembers that the scanner just failed, so that a mail with a hundred files waits for it once."""

    def __init__(self) -> None:
        self.until = float("-inf")

    @property
    def is_on(self) -> bool:
        return time.monotonic() < self.until

    def begin(self) -> None:
        self.until = time.monotonic() + PAUSE_SECONDS

    def end(self) -> None:
        self.until = float("-inf")


rest = Rest()


def scanned(data: bytes) -> Verdict:
    """The scanner's verdict on a file; "failed" if it does not answer. Never raises."""
    if not settings.CLAMD:
        return Verdict()
    if rest.is_on:
        return Verdict(FAILED)
    try:
        answer = ask(b"INSTREAM", data)
    except Unreachable:
        rest.begin()
        return Verdict(FAILED)
    if answer.endswith(" FOUND"):
        return Verdict(INFECTED, answer.removeprefix("stream: ").removesuffix(" FOUND"))
    return Verdict(CLEAN if answer.endswith("OK") else FAILED)  # e.g. larger than its StreamMaxLength


def ask(command: bytes, data: bytes | None = None) -> str:
    """clamd's answer to a command, which `data` follows in pieces with their lengths; raises Unreachable."""
    try:
        with _line() as line:
            line.sendall(b"z" + command + b"\0")
            for start in range(0, len(data or b""), PIECE_BYTES):
                piece = (data or b"")[start : start + PIECE_BYTES]
                line.sendall(struct.pack(">I", len(piece)) + piece)
            if data is not None:
                line.sendall(struct.pack(">I", 0))
            return _answer(line)
    except OSError as error:
        raise Unreachable(f"{settings.CLAMD}: {error}") from error


def _line() -> socket.socket:
    if settings.CLAMD.startswith("/"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(PATIENCE_SECONDS)
        try:
            line.connect(settings.CLAMD)
        except OSError:
            line.close()
            raise
        return line
    host, _, port = settings.CLAMD.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), PATIENCE_SECONDS)


def _answer(line: socket.socket) -> str:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < 4096:
        piece = line.recv(4096)
        if not piece:
            break
        answer += piece
    if not answer.endswith(b"\0"):
        raise Unreachable(f"{settings.CLAMD} breaks off")
    return answer[:-1].decode("utf-8", "replace").strip()
