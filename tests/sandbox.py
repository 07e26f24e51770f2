"""Loaded before Django: the settings of a test run, in a folder of its own that goes when the run ends."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")  # where an fsync costs nothing
ENOUGH_BYTES = 2 * 2**30  # containers often have a very small one


def _begin() -> Path:
    in_memory = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free >= ENOUGH_BYTES
    folder = Path(tempfile.mkdtemp(prefix="wellserved-test-", dir=MEMORY if in_memory else None))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for name in [name for name in os.environ if name.startswith("WELLSERVED_")]:
        del os.environ[name]
    os.environ["WELLSERVED_DATA"] = str(folder / "data")
    return folder


FOLDER = _begin()
