import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from wellserved.console.checking import Finding

ENOUGH_BYTES = 500 * 1024 * 1024


def look() -> Iterator[Finding]:
    data = Path(settings.DATA)
    try:
        with tempfile.TemporaryFile(dir=data) as file:
            file.write(b"x")
            os.fsync(file.fileno())
    except OSError as error:
        yield Finding(f"{data} cannot be written ({error.strerror})", "give it to the user that runs Wellserved")
        return
    free = shutil.disk_usage(data).free
    says = f"{data}: {free / 2**30:.1f} GB free"
    yield Finding(says) if free >= ENOUGH_BYTES else Finding(says, "make room: mail that cannot be stored is refused")
    yield from _keys(data / "keys")


def _keys(folder: Path) -> Iterator[Finding]:
    readable = [
        path for path in (folder, *sorted(folder.iterdir())) if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    ]
    if readable:
        yield Finding(f"others may read {', '.join(path.name for path in readable)}", f"chmod -R go= {folder}")
    else:
        yield Finding("the keys are readable by their owner only")
