"""What can be made again, kept for a while in the data folder: pictures redrawn or fetched. No backup needs it."""

import hashlib
import secrets
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from django.conf import settings

KEPT_SECONDS = 7 * 24 * 3600.0


def shelved(name: str, make: Callable[[], bytes]) -> bytes:
    """What is kept under that name, or what `make` makes now; what it raises is not kept."""
    path = _folder() / hashlib.sha256(name.encode()).hexdigest()
    with suppress(FileNotFoundError):
        return path.read_bytes()
    made = make()
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{secrets.token_hex(8)}")
    fresh.write_bytes(made)
    fresh.replace(path)
    return made


def clear() -> int:
    """Throw away what was made more than a week ago; returns how much that was."""
    gone = 0
    for path in _folder().iterdir() if _folder().is_dir() else ():
        with suppress(FileNotFoundError):
            if time.time() - path.stat().st_mtime > KEPT_SECONDS:
                path.unlink()
                gone += 1
    return gone


def empty() -> None:
    """Throw all of it away: what it was made from is to be forgotten."""
    for path in _folder().iterdir() if _folder().is_dir() else ():
        path.unlink(missing_ok=True)


def _folder() -> Path:
    return Path(settings.DATA) / "shelf"
