"""Turns: who writes to a SQLite file next, first come, first served, among threads and among processes.

SQLite keeps no queue. Who finds it locked sleeps, longer each time, and looks again, so a newcomer that never slept
wins and some who wait are refused in the end. Here threads wait in line. The first of each process then waits for the
others' processes by locks that the kernel frees when their holder dies.
"""

import fcntl
import os
from collections import deque
from threading import Lock
from time import monotonic, sleep

NEXT, TURN = 0, 1  # bytes of the file; a process holds one by locking it
LOOK_SECONDS = 0.001  # only the first thread of a process looks


class Turns:
    """The turns of one file, in this process. The processes meet in `file`; empty if there is only this one."""

    def __init__(self, file: str) -> None:
        self.waiting: deque[Lock] = deque()
        self.taken = False
        self._guard = Lock()
        self._file = file
        self._descriptor = -1

    def take(self, patience_seconds: float) -> bool:
        """Wait until it is our turn; False if that takes too long. OSError if the file can't be had."""
        deadline = monotonic() + patience_seconds
        if not self._first_here(patience_seconds):
            return False
        try:
            first = not self._file or self._first_of_all(deadline)
        except BaseException:
            self._next_here()
            raise
        if not first:
            self._next_here()
        return first

    def give(self) -> None:
        """Let the next one write: whoever took the turn, once."""
        if self._file:
            fcntl.lockf(self._descriptor, fcntl.LOCK_UN, 1, TURN)
        self._next_here()

    def _first_here(self, patience_seconds: float) -> bool:
        with self._guard:
            if not self.taken:
                self.taken = True
                return True
            called = Lock()
            called.acquire()
            self.waiting.append(called)
        came = False
        try:
            came = called.acquire(timeout=patience_seconds)
        finally:
            if not came:
                self._step_out(called)
        return came

    def _step_out(self, called: Lock) -> None:
        with self._guard:
            waits = called in self.waiting
            if waits:
                self.waiting.remove(called)
        if not waits:  # it was called in this very moment
            self._next_here()

    def _next_here(self) -> None:
        with self._guard:
            if self.waiting:
                self.waiting.popleft().release()
            else:
                self.taken = False

    def _first_of_all(self, deadline: float) -> bool:
        """Whoever is NEXT is not overtaken: else a process with a long line of its own would win every race."""
        if self._descriptor < 0:
            self._descriptor = os.open(self._file, os.O_RDWR | os.O_CREAT, 0o600)
        if not self._hold(NEXT, deadline):
            return False
        try:
            return self._hold(TURN, deadline)
        finally:
            fcntl.lockf(self._descriptor, fcntl.LOCK_UN, 1, NEXT)

    def _hold(self, byte: int, deadline: float) -> bool:
        """Looking again and again, since to wait in the kernel knows no deadline."""
        while True:
            try:
                fcntl.lockf(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, byte)
                return True
            except (BlockingIOError, PermissionError):  # POSIX allows either
                if monotonic() > deadline:
                    return False
            sleep(LOOK_SECONDS)


_known: dict[str, Turns] = {}
os.register_at_fork(after_in_child=_known.clear)  # the child has none of our threads, and must lock for itself


def turns(file: str) -> Turns:
    """Of all who name this file in this process: a process that closed it anywhere would lose its locks."""
    return _known.get(file) or _known.setdefault(file, Turns(file))
