"""Attachments' bytes, kept in the data folder under their SHA-256: the same file is kept once.

A file is complete and on the disk before its name exists, so a row that refers to it never dangles.
"""

import hashlib
import os
import secrets
import time
from collections.abc import Callable, Collection
from contextlib import suppress
from pathlib import Path

from django.conf import settings

YOUNG_SECONDS = 3600.0  # for so long somebody may have kept a file and not written yet what it belongs to

Holder = Callable[[Collection[str]], Collection[str]]
_holders: dict[str, Holder] = {}


def held_by(name: str, holder: Holder) -> None:
    """Let `holder` tell which of some files (by SHA-256) rows of its room refer to."""
    _holders[name] = holder


def discard(digests: Collection[str]) -> list[str]:
    """Delete those files that nobody holds; returns those to ask for again, as they are too young to be sure."""
    held = {digest for holder in _holders.values() for digest in holder(digests)}
    return sorted(digest for digest in set(digests) - held if not _deleted(path(digest)))


def _deleted(final: Path) -> bool:
    """Whether it is gone. Put aside first: whoever keeps the same bytes at this moment writes them anew."""
    aside = final.with_name(f".{final.name}.{secrets.token_hex(4)}")
    try:
        final.replace(aside)
    except FileNotFoundError:
        return True
    if time.time() - aside.stat().st_mtime < YOUNG_SECONDS:
        aside.replace(final)
        return False
    aside.unlink()
    return True


def keep(data: bytes) -> str:
    """Store the bytes durably; returns their SHA-256 in hex. The same bytes again are only as if kept just now."""
    digest = hashlib.sha256(data).hexdigest()
    final = path(digest)
    with suppress(FileNotFoundError):
        os.utime(final)
        return digest
    final.parent.mkdir(parents=True, exist_ok=True)
    fresh = final.with_name(f".{digest}.{secrets.token_hex(4)}")
    with fresh.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(final)
    folder = os.open(final.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return digest


def path(digest: str) -> Path:
    """Where the bytes with this SHA-256 are (or would be)."""
    if len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):
        raise ValueError("a file is named by its SHA-256 in hex")
    return Path(settings.FILES) / digest[:2] / digest
