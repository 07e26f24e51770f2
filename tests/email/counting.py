"""A house in a data folder of its own, and what its tables say after its processes were killed."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from tests.processes.conftest import ROOT, House

FOUND = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0, skip_checks=True)
from tests.world import found
found()
"""
FORK = """
import django, os, sys; django.setup()
import wellserved.serving.channels.email.actions, wellserved.serving.channels.email.mbox
from wellserved.console.main import main
for folder in sys.stdin:
    child = os.fork()
    if not child:
        os._exit(main(["receive-mail", "--mailbox", "hello@linden.example", "--dir", folder.strip()]))
    print(child, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""
COUNT = """
import django, json; django.setup()
from wellserved.ground.journal.models import Entry
from wellserved.serving.channels.email.models import RawMail
from wellserved.serving.conversations.models import Conversation, Message
received = Message.objects.filter(direction="inbound")
print(json.dumps({
    "texts": list(received.values_list("text", flat=True)),
    "raw": RawMail.objects.count(),
    "taken in": RawMail.objects.filter(state="taken in").exclude(message=None).count(),
    "conversations": Conversation.objects.count(),
    "opened": Entry.objects.filter(kind="ConversationOpened").count(),
    "received": Entry.objects.filter(kind="MessageReceived").count(),
}))
"""


class Counted:
    def __init__(self, house: House) -> None:
        self.house = house

    def found(self) -> None:
        """The Linden Group, in that house; and somebody who forks importers, since starting Python takes so long."""
        self._python(FOUND)
        self.forks = subprocess.Popen(
            [sys.executable, "-c", FORK],
            env=self.house.environ,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )
        self.house.started.append(self.forks)

    def take_in(self, folder: Path, kill_after: float | None = None) -> int:
        """`receive-mail --dir`, killed after so many seconds if it is not done by then; its exit status, or -9."""
        assert self.forks.stdin
        assert self.forks.stdout
        self.forks.stdin.write(f"{folder}\n")
        self.forks.stdin.flush()
        child = int(self.forks.stdout.readline())
        if kill_after is not None:
            time.sleep(kill_after)
            with suppress(ProcessLookupError):  # it was done
                os.kill(child, signal.SIGKILL)
        return int(self.forks.stdout.readline())

    def texts(self) -> list[str]:
        return [str(text) for text in self._count()["texts"]]

    def check_that_rows_agree(self, mails: int) -> None:
        """Every mail has its row, its message, its conversation and its two entries; nothing has more."""
        counted = self._count()
        del counted["texts"]
        assert counted == dict.fromkeys(counted, mails)

    def _count(self) -> dict[str, Any]:
        return dict(json.loads(self._python(COUNT).splitlines()[-1]))

    def _python(self, code: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", code],
            env=self.house.environ,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout
