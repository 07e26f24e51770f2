"""Where the killing happens: a house, a Dovecot that has its mail, and a peer that takes what it sends."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from tests.email.dovecot import Dovecot
from tests.email.peer import Peer
from tests.kills.victims import COUNT
from tests.processes.conftest import ROOT, House


@dataclass(frozen=True)
class Death:
    status: int
    in_transaction: bool

    @property
    def was_violent(self) -> bool:
        return self.status == -signal.SIGKILL


class Ground:
    """`begin` begins a victim, `kill` ends it; `ask` somebody who has a look at the house's rows."""

    def __init__(self, house: House, dovecot: Dovecot, peer: Peer) -> None:
        self.house, self.dovecot, self.peer = house, dovecot, peer
        self.house.environ |= {
            "WELLSERVED_SMTP_URL": f"smtp://127.0.0.1:{peer.port}",
            "WELLSERVED_OUTBOUND_ALLOW": "127.0.0.1/32",
        }
        self.marks = house.folder / "marks"
        self.marks.write_bytes(bytes(COUNT.size))
        self.complaints = house.folder / "complaints"
        self.forks = self._started("victims", str(self.marks))
        self.witness = self._started("witness")
        self.victim = 0
        self.ask("found", dovecot.port)

    def begin(self, name: str, *values: Any) -> None:
        self.victim = int(self._answer(self.forks, [name, *values]))

    def kill(self) -> Death:
        """If it isn't done before."""
        with suppress(ProcessLookupError):
            os.kill(self.victim, signal.SIGKILL)
        status = int(self._line(self.forks))
        return Death(status, self._is_in_transaction())

    def await_transaction(self, seconds: float) -> None:
        """Until the victim is in a transaction; or so long."""
        until = time.monotonic() + seconds
        while not self._is_in_transaction() and time.monotonic() < until:
            time.sleep(0.0002)

    def _is_in_transaction(self) -> bool:
        return bool(COUNT.unpack(self.marks.read_bytes())[0] > 0)

    def is_over(self) -> bool:
        """Whether the victim came to its own end."""
        try:
            os.kill(self.victim, 0)
        except ProcessLookupError:
            return True
        return False

    def ask(self, name: str, *values: Any) -> Any:
        return json.loads(self._answer(self.witness, [name, *values]))

    def told(self) -> str:
        """The last complaints of whoever was asked."""
        return self.complaints.read_text()[-3000:]

    def _started(self, name: str, *words: str) -> "subprocess.Popen[str]":
        with self.complaints.open("ab") as complaints:
            process = subprocess.Popen(
                [sys.executable, "-m", f"tests.kills.{name}", *words],
                env=self.house.environ,
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=complaints,
                text=True,
                start_new_session=True,
            )
        self.house.started.append(process)
        return process

    def _answer(self, process: "subprocess.Popen[str]", order: list[Any]) -> str:
        assert process.stdin
        process.stdin.write(json.dumps(order) + "\n")
        process.stdin.flush()
        return self._line(process)

    def _line(self, process: "subprocess.Popen[str]") -> str:
        assert process.stdout
        line = process.stdout.readline()
        assert line.strip(), self.told()
        return line
