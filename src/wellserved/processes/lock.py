"""One running house per data folder. The kernel frees the lock when the last process that holds it ends."""

import fcntl
import os
from pathlib import Path


class Locked(Exception):  # noqa: N818 - a fact, not an accident
    """Somebody else runs on this folder; the message is what they wrote into the lock."""


def lock(data: Path, holder: str) -> int:
    """Take the folder's lock, saying who we are; returns the descriptor that holds it, or raises Locked."""
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(data / "run.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        words = os.read(descriptor, 500).decode(errors="replace").strip()
        os.close(descriptor)
        raise Locked(words or "another process") from None
    os.ftruncate(descriptor, 0)
    os.write(descriptor, f"{holder}\n".encode())
    return descriptor
