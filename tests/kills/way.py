"""One way that mail takes, walked again and again by processes that are killed while they are busy.

Half of the deaths are at any moment, half within a few milliseconds of the beginning of a transaction.
"""

import time
from random import Random

from tests.kills.ground import Death, Ground


class Way:
    """`span_seconds` is how long a victim is busy with a batch, as far as we have seen."""

    name = ""

    def __init__(self, ground: Ground, dice: Random) -> None:
        self.ground = ground
        self.dice = dice
        self.span_seconds = 0.0
        self.kills = self.kills_in_transactions = self.kills_too_late = 0
        self.finishing = False  # whatever is left is to be done now
        self.count = 0  # mails in all
        self.doubled = 0  # of them, where nobody could tell

    def begin(self) -> None:
        """Give a new victim a batch of work."""
        raise NotImplementedError

    def is_done(self) -> bool:
        """Whether the batch is done, by what can be seen from outside."""
        raise NotImplementedError

    def was_done(self, death: Death) -> bool:
        """Whether it was done when the victim died."""
        return self.is_done()

    def check(self, death: Death) -> None:
        """What must hold after any death."""
        raise NotImplementedError

    def check_at_the_end(self) -> None:
        """What must hold when nothing is left to do."""
        raise NotImplementedError

    def walk(self, kills: int) -> None:
        """Kill so many times; AssertionError if something was lost or doubled."""
        self.in_peace()
        while self.kills < kills:
            self.begin()
            time.sleep(self.dice.uniform(0, self.span_seconds))  # the moment of death is the point
            if self.dice.random() < 0.5:
                self.ground.await_transaction(self.span_seconds)
                time.sleep(self.dice.expovariate(1000))
            death = self.ground.kill()
            too_late = self.was_done(death)
            # A machine is quicker at one time than at another: follow it.
            self.span_seconds *= 0.93 if too_late else 1.02
            if death.was_violent:
                self.kills += 1
                self.kills_in_transactions += death.in_transaction
                self.kills_too_late += too_late
            self.check(death)
        self.finishing = True
        self.in_peace()
        self.check_at_the_end()

    def in_peace(self) -> None:
        """A batch that nobody disturbs."""
        began = time.monotonic()
        self.begin()
        while not self.is_done():
            assert time.monotonic() - began < 60, f"{self.name}: {self.ground.told()}"
            time.sleep(0.002)
        self.span_seconds = self.span_seconds or time.monotonic() - began
        self.check(self.ground.kill())
