"""Running openssl and gpg: a short time, few surroundings, no network."""

import shutil
import subprocess
from pathlib import Path

SECONDS = 10


def has(program: str) -> bool:
    return shutil.which(program) is not None


def run(folder: Path, *command: str) -> tuple[bool, str]:
    """(whether it said yes, what it printed); raises subprocess.TimeoutExpired, OSError."""
    surroundings = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": str(folder)}
    done = subprocess.run(  # noqa: S603 - a fixed command; strangers' bytes are in files
        command, cwd=folder, env=surroundings, stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS
    )
    return done.returncode == 0, done.stdout.decode("utf-8", "replace")
