"""The doors inwards. Whoever sends keeps what nobody acknowledged, and sends it again."""

import smtplib
import threading
from collections import Counter
from random import Random
from typing import Any

from tests.email.dovecot import free_port
from tests.kills.ground import Death, Ground
from tests.kills.victims import HELLO
from tests.kills.way import Way
from tests.processes.conftest import until
from wellserved.serving.channels.email.tests.letters import letter

BATCH = 6
SENDER = "bounce@example.org"


class Storing(Way):
    """`told` are the mails of which we said that they are stored."""

    def __init__(self, ground: Ground, dice: Random) -> None:
        super().__init__(ground, dice)
        self.mails: dict[str, bytes] = {}  # by Message-ID
        self.texts: list[str] = []
        self.told: set[str] = set()

    @property
    def pending(self) -> list[str]:
        return [id for id in self.mails if id not in self.told]

    def write(self) -> list[str]:
        """As many new mails as make a batch; their ids."""
        ids = []
        for number in range(len(self.mails), len(self.mails) + BATCH - len(self.pending)):
            id, text = f"{number}.kill@example.org", f"mail {number}" + " x" * self.dice.choice((0, 500, 20_000))
            self.mails[id] = letter(text, id=id, sender=f"guest{number}@example.org")
            self.texts.append(text)
            ids.append(id)
        return ids

    def check(self, death: Death) -> None:
        there = Counter(self.ground.ask("stored")["ids"])
        assert self.told <= there.keys(), "what we said is stored is there"
        assert not there or max(there.values()) == 1, "nothing is there twice"

    def check_at_the_end(self) -> None:
        rows = self.ground.ask("stored")
        there, sent = Counter(rows.pop("ids")), Counter(self.mails.keys())
        assert there == sent, f"lost {sent - there}, too much {there - sent}"
        assert sorted(rows.pop("texts")) == sorted(self.texts)
        assert rows == dict.fromkeys(rows, len(self.mails)), "each mail has one of everything"
        self.count = len(self.mails)


class Fetching(Storing):
    """A real Dovecot has the mail; told is what is marked as seen."""

    name = "IMAP fetch"

    def __init__(self, ground: Ground, dice: Random) -> None:
        super().__init__(ground, dice)
        self.client: Any = ground.dovecot.client(HELLO)
        self.uids: dict[int, str] = {}

    def begin(self) -> None:
        for id in self.write():
            self.client.append("INBOX", self.mails[id])
        self.ground.ask("let_time_pass")
        self.ground.begin("fetch")

    def is_done(self) -> bool:
        self.client.noop()
        return not self.client.search(["UNSEEN"])

    def check(self, death: Death) -> None:
        self.client.noop()
        seen = [uid for uid in self.client.search(["SEEN"]) if uid not in self.uids]
        for uid, about in self.client.fetch(seen, ["ENVELOPE"]).items() if seen else ():
            self.uids[uid] = about[b"ENVELOPE"].message_id.decode().strip("<>")
        self.told = set(self.uids.values())
        super().check(death)


class Listening(Storing):
    """Told is what was answered with 250, by SMTP and LMTP in turns."""

    name = "SMTP and LMTP listener"

    def begin(self) -> None:
        self.write()
        ports = {smtplib.SMTP: free_port(), smtplib.LMTP: free_port()}
        protocol = self.dice.choice(list(ports))
        self.ground.begin("listen", *ports.values())
        self.sender = threading.Thread(target=self._send, args=(protocol, ports[protocol]))
        until(lambda: _connected(protocol, ports[protocol]), "the listener")
        self.sender.start()

    def is_done(self) -> bool:
        return not self.pending

    def check(self, death: Death) -> None:
        self.sender.join(30)
        assert not self.sender.is_alive()
        super().check(death)

    def _send(self, protocol: type[smtplib.SMTP], port: int) -> None:
        """Until all is acknowledged, or the other side is dead."""
        try:
            with protocol("127.0.0.1", port, timeout=20) as client:
                for id in self.pending:
                    client.sendmail(SENDER, [HELLO], self.mails[id])
                    self.told.add(id)
        except (smtplib.SMTPException, OSError):
            return


class Piping(Storing):
    """`wellserved receive-mail` with a mail, a file of many or a folder; told is what it ended with 0 for."""

    name = "pipe, mbox and folder"

    def begin(self) -> None:
        self.write()
        folder = self.ground.house.folder / f"mails-{self.dice.getrandbits(40)}"
        folder.mkdir()
        self.given = self.pending
        kind = self.dice.choice(("mbox", "folder") if self.finishing else ("pipe", "mbox", "folder"))
        if kind == "pipe":
            self.given = self.given[:1]
            (folder / "mail").write_bytes(self.mails[self.given[0]])
            self.ground.begin("pipe", str(folder / "mail"))
        elif kind == "mbox":
            lines = (b"From a@b Thu Jan  1 00:00:00 1970\n" + self.mails[id] + b"\n" for id in self.given)
            (folder / "mbox").write_bytes(b"".join(lines))
            self.ground.begin("receive", "--mbox", str(folder / "mbox"))
        else:
            for id in self.given:
                (folder / f"{id}.eml").write_bytes(self.mails[id])
            self.ground.begin("receive", "--dir", str(folder))

    def is_done(self) -> bool:
        return self.ground.is_over()

    def was_done(self, death: Death) -> bool:
        return not death.was_violent

    def check(self, death: Death) -> None:
        if death.status == 0:
            self.told |= set(self.given)
        assert death.status == 0 or death.was_violent, self.ground.told()
        super().check(death)


def _connected(protocol: type[smtplib.SMTP], port: int) -> bool:
    try:
        with protocol("127.0.0.1", port, timeout=20):
            return True
    except (smtplib.SMTPException, OSError):
        return False
