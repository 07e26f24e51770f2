"""A clamd of our own: its own configuration, socket and a database of one signature, so that it starts at once."""

import shutil
import subprocess
import time
from pathlib import Path

BINARY = shutil.which("clamd", path="/usr/sbin:/usr/bin:/usr/local/sbin")
# The test file that every scanner knows (eicar.org), in two halves, so that no scanner takes this file for it.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
FINDING = "Eicar.Test.UNOFFICIAL"

CONFIG = """
DatabaseDirectory {folder}/signatures
LocalSocket {folder}/socket
LogFile {folder}/log
Foreground yes
StreamMaxLength 1M
MaxThreads 2
"""


class Clamd:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.address = f"{folder}/socket"
        self.process: subprocess.Popen[bytes] | None = None
        (folder / "signatures").mkdir()
        (folder / "signatures" / "eicar.ndb").write_text(f"Eicar.Test:0:*:{EICAR.hex()}\n")
        (folder / "clamd.conf").write_text(CONFIG.format(folder=folder))

    def start(self) -> None:
        assert BINARY
        command = [BINARY, "-c", str(self.folder / "clamd.conf")]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 60
        while not Path(self.address).exists():
            if time.monotonic() > deadline or self.process.poll() is not None:
                raise AssertionError((self.folder / "log").read_text())
            time.sleep(0.02)

    def stop(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait(20)
            self.process = None
            Path(self.address).unlink(missing_ok=True)
