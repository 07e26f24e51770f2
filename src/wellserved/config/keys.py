"""The house's own keys, made on the first start and kept in the data folder, readable by its owner only."""

import os
import secrets
from pathlib import Path


def secret_key(data: Path) -> str:
    """The key that signs sessions and links; made once."""
    return key(data, "signing")


def key(data: Path, name: str) -> str:
    """The key of that name; two processes that both begin end up with the same one."""
    path = data / "keys" / name
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        fresh = path.with_name(f".{name}.{os.getpid()}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(fresh, path)  # fails if somebody was quicker
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
        return path.read_text().strip()
