"""Attachments' bytes, kept in the data folder under their SHA-256: the same file is kept once.

A file is complete and on the disk before its name exists, so a row that refers to it never dangles.
"""

import hashlib
import os
import secrets
from pathlib import Path

from django.conf import settings


def keep(data: bytes) -> str:
    """Store the bytes durably; returns their SHA-256 in hex. Storing the same bytes again does nothing."""
    digest = hashlib.sha256(data).hexdigest()
    final = path(digest)
    if final.exists():
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
