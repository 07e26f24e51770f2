"""The course of one matter, from the customer's first word to what they say when asked."""

from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from wellserved.ground.hours.rules import add_service_time
from wellserved.ground.journal.actor import Actor, rule, staff
from wellserved.linden import answering, doors, letters, pace, recovering
from wellserved.linden.causes import CAUSES
from wellserved.linden.company import StaffFacts
from wellserved.linden.founding import Group, Place
from wellserved.linden.people import Person
from wellserved.linden.perception import Treatment
from wellserved.linden.rhythm import while_awake
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations.models import Conversation

Moments = Iterator[datetime]

HOUR = timedelta(hours=1)
FORGOTTEN = 0.025  # the share of answers that somebody simply forgets for a while
FORGOTTEN_FACTOR = 15.0
CHASES = 0.4  # of those who wait three times as long as seems right
CLOSES_AT_ONCE = 0.35
SAYS_THANKS = 0.3
COMES_BACK = 0.06
OUT_OF_OFFICE = 0.02
AWAKE_SHARE = 0.7  # of the time between two moments: nobody waits in their sleep


@dataclass
class Course:
    """`run` acts at each of its moments and yields the next one, until the matter is over."""

    group: Group
    place: Place
    person: Person
    until: datetime
    rng: Random
    conversation: Conversation = field(init=False)
    begun: letters.Letters = field(init=False)
    colleague: StaffFacts = field(init=False)
    longest_wait: float = 0.0  # over the wait that seemed right
    rounds: int = 0
    came_back: bool = False

    def run(self, at: datetime) -> Moments:
        self.begun = letters.begin(self.place.facts, self.person, at, self.rng)
        self.colleague = pace.takes_it(self.place.facts, self._team, self.rng)
        self.conversation = doors.write(self.group, self.place, self.person, self.begun, at=at, rng=self.rng)
        at = yield from self._served(at, self.begun.answer)
        for asks, answer in self.begun.turns:
            at = yield from self._customer_writes(asks, at)
            at = yield from self._served(at, answer)
        at = yield from self._closed(at)
        if self.rng.random() < COMES_BACK:
            self.came_back = True
            at = yield from self._customer_writes(self.rng.choice(letters.STILL_NOT), at)
            at = yield from self._served(at, self.rng.choice(letters.SOLVED_AFTER_ALL))
            at = yield from self._closed(at)
        nature, rng = self.person.nature, self.rng
        said_at = yield from answering.answered(self.conversation, self.treatment(), nature, at, rng)
        if said_at > at:
            yield from recovering.won_back(self.group, self.conversation, nature, said_at, self.until, rng)

    def treatment(self) -> Treatment:
        return Treatment(
            site=self.place.facts.slug,
            wait_ratio=self.longest_wait,
            rounds=self.rounds,
            reopened=self.came_back,
            warmth=CAUSES.warmth.get(self.colleague.name, 0.0),
            sting=self.begun.matter.sting,
            leniency=self.person.nature.leniency,
        )

    def _served(self, asked_at: datetime, answer: str) -> Generator[datetime, None, datetime]:
        """Somebody reads, works and answers; returns when that is over."""
        at = self._worked(asked_at)
        right = self.begun.matter.patience_hours * self.person.nature.demands * HOUR
        chased_at = self._in_their_time(asked_at + 2 * right)
        if chased_at < at and self.rng.random() < CHASES:
            yield chased_at
            self._write_again(self.rng.choice(letters.CHASING), chased_at)
        if self.begun.note and self.rounds == 0:
            noted_at = at - 0.1 * (at - max(asked_at, at - HOUR))
            yield noted_at
            conversations.note(self.conversation, self.begun.note, by=self._by, at=noted_at)
        yield at
        text = letters.from_us(answer, self.person, self.colleague.name.split()[0])
        conversations.say(self.conversation, text, by=self._by, at=at)
        self.rounds += 1
        self.longest_wait = max(self.longest_wait, AWAKE_SHARE * (at - asked_at) / right)
        if self.rng.random() < OUT_OF_OFFICE:
            at += HOUR
            yield at
            self._write_again(letters.OUT_OF_OFFICE, at, automatic=True)
        return at

    def _customer_writes(self, text: str, after: datetime) -> Generator[datetime, None, datetime]:
        """They answer in their own time; returns when."""
        at = self._in_their_time(after)
        yield at
        self._write_again(text, at)
        return at

    def _closed(self, at: datetime) -> Generator[datetime, None, datetime]:
        """Closed with the last answer, after a word of thanks, by whoever looks through what waits, or by a rule."""
        if self.rng.random() < CLOSES_AT_ONCE:
            conversations.close(self.conversation, by=self._by, at=at)
            return at
        if self.rng.random() < SAYS_THANKS:
            at = yield from self._customer_writes(self.rng.choice(letters.LANDED_WELL), at)
            at, by = self._worked(at), self._by
        else:
            days = self.rng.uniform(0.5, 6)
            at, by = at + timedelta(days=days), rule() if days > 4.5 else self._by
        yield at
        conversations.close(self.conversation, by=by, at=at)
        return at

    def _in_their_time(self, after: datetime) -> datetime:
        """When somebody who may write from now on does: within hours, and not at night."""
        later = after + timedelta(hours=1 + self.rng.expovariate(1 / 9))
        return while_awake(later, self.place.row.zone, self.rng)

    def _worked(self, at: datetime) -> datetime:
        """When a piece of work that comes in `at` is done, in the site's opening hours."""
        facts = self.place.facts
        factor = pace.lateness(facts, at.astimezone(self.place.row.zone), self.until)
        if self.rng.random() < FORGOTTEN:
            factor *= FORGOTTEN_FACTOR
        needed = pace.work_time(facts, self.colleague, factor, self.rng)
        return add_service_time(self.place.hours, at, needed.total_seconds()) or at + needed

    @property
    def _team(self) -> str:
        team = self.group.mailboxes[letters.address_for(self.begun.matter, self.place.facts)].team
        return team.name if team else ""

    @property
    def _by(self) -> Actor:
        return staff(self.group.staff[self.colleague.name].id)

    def _write_again(self, text: str, at: datetime, automatic: bool = False) -> None:
        doors.write_again(
            self.group, self.place, self.person, self.conversation, text, at=at, rng=self.rng, automatic=automatic
        )
