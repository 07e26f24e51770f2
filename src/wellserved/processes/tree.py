"""The processes of one house: started together, started again when one dies, ended together."""

import ctypes
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass
from time import monotonic
from types import TracebackType

GRACE_SECONDS = 15.0  # more than the web server grants its own (server.py)
LOOK_SECONDS = 0.25
DIE_WITH_PARENT = 1  # Linux: PR_SET_PDEATHSIG


@dataclass
class Part:
    """One `wellserved` command as a process; `deaths` in a row make the wait before the next start grow."""

    words: tuple[str, ...]
    process: subprocess.Popen[bytes]
    started: float
    deaths: int = 0

    @property
    def name(self) -> str:
        return self.words[0]


class Tree:
    """A context: within it SIGINT and SIGTERM only ask for the end, at its end every part has ended."""

    def __init__(self, lock: int) -> None:
        self.lock = lock  # handed on, so that the data folder stays locked while any part lives
        self.parts: list[Part] = []
        self.ending = threading.Event()

    def __enter__(self) -> "Tree":
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: self.ending.set())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None
    ) -> None:
        for part in self.parts:
            part.process.terminate()
        deadline = monotonic() + GRACE_SECONDS
        for part in self.parts:
            try:
                part.process.wait(max(0.0, deadline - monotonic()))
            except subprocess.TimeoutExpired:
                part.process.kill()
                part.process.wait()

    def start(self, *words: str) -> None:
        """Add `wellserved WORDS...` to the tree."""
        self.parts.append(Part(words, self._spawn(words), monotonic()))

    def finish(self, *words: str) -> tuple[int, str]:
        """Run `wellserved WORDS...` to its end; its status and what it said. Ended early if the end is asked for."""
        part = self._spawn(words, stdout=subprocess.PIPE)
        while part.poll() is None:
            if self.ending.wait(0.02):
                part.terminate()
                break
        said, _ = part.communicate()
        return part.returncode, said.decode()

    def is_well(self) -> bool:
        """Whether all parts run and nobody asked for the end."""
        return not self.ending.is_set() and all(part.process.poll() is None for part in self.parts)

    def watch(self) -> None:
        """Until the end is asked for: a part that dies is started again, after 1 s, 2 s, 4 s ... at most 30 s."""
        while not self.ending.wait(LOOK_SECONDS):
            for part in self.parts:
                self._revive(part)

    def _revive(self, part: Part) -> None:
        status = part.process.poll()
        if status is None:
            return
        part.deaths = part.deaths + 1 if monotonic() - part.started < 60 else 1
        wait = min(2.0 ** (part.deaths - 1), 30.0)
        print(f"The part {part.name!r} ended (status {status}); starting it again in {wait:.0f} s.", file=sys.stderr)
        if self.ending.wait(wait):
            return
        part.process, part.started = self._spawn(part.words), monotonic()

    def _spawn(self, words: tuple[str, ...], stdout: int | None = None) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "wellserved", *words],
            stdout=stdout,
            pass_fds=(self.lock,),
            preexec_fn=_as_part,
        )


def _as_part() -> None:
    """In the child: Ctrl-C is the parent's to answer, and if the parent is killed the child ends too."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGTERM)
