"""A house in a data folder of its own, and what its tables say after its processes were killed."""

import json
import subprocess
import sys
import time
from typing import Any

from tests.processes.conftest import ROOT, House

FOUND = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0, skip_checks=True)
from tests.world import found
found()
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
        self.seconds_of_a_run = 2.0

    def found(self) -> None:
        """The Linden Group, in that house; and how long a command takes here and now."""
        self._python(FOUND)
        began = time.monotonic()
        self.house.wellserved("receive-mail", "--mailbox", "hello@linden.example", "--dir", str(ROOT / "nowhere"))
        self.seconds_of_a_run = 1.5 * (time.monotonic() - began)

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
