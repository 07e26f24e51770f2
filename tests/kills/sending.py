"""The door outwards. The peer may be slow to take a mail, and slow to say that it has."""

from collections import Counter
from random import Random

from tests.kills.ground import Death, Ground
from tests.kills.way import Way
from tests.processes.conftest import until

BATCH = 4
DELAYS_SECONDS = (0.0, 0.0, 0.005, 0.03)


class Sending(Way):
    """A mail may reach the peer twice only if we died after it took the mail and before we wrote that down."""

    name = "send"

    def __init__(self, ground: Ground, dice: Random) -> None:
        super().__init__(ground, dice)
        self.rounds = 0
        self.copies: Counter[str] = Counter()  # by Message-ID's token
        self.doubts: Counter[str] = Counter()  # deaths of which nobody can tell whether it went
        self.said: dict[str, str | None] = {}

    def begin(self) -> None:
        self.rounds += 1
        self.ground.peer.seconds_to_take = self.dice.choice(DELAYS_SECONDS)
        self.ground.peer.seconds_to_answer = self.dice.choice(DELAYS_SECONDS)
        if sum(state != "sent" for state in self.said.values()) < BATCH:
            self.ground.ask("say", f"guest{self.rounds}@example.org", [f"answer {n}" for n in range(BATCH)])
        self.ground.ask("let_time_pass")
        self.ground.begin("work")

    def is_done(self) -> bool:
        said = self.ground.ask("said")
        return all(state == "sent" for state in said.values())

    def check(self, death: Death) -> None:
        until(lambda: not self.ground.peer.sessions, "the peer to see that its client is dead")
        before, self.copies = self.copies, Counter(id.partition("@")[0] for id in self.ground.peer.ids())
        self.said = self.ground.ask("said")
        for token in self.copies:
            assert self.said[token] in ("sent", "sending"), "what the peer took, we began to send"
        for token, state in self.said.items():
            assert state != "sent" or self.copies[token], "what we call sent, the peer took"
            if state == "sending" and self.copies[token] > before[token]:
                self.doubts[token] += 1

    def check_at_the_end(self) -> None:
        assert set(self.said.values()) == {"sent"}
        assert self.copies == Counter(self.said.keys()) + self.doubts, "twice only what nobody could tell"
        self.count, self.doubled = len(self.said), self.doubts.total()
