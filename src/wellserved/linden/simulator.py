"""Lives the days of the Linden Group through the real actions, in the order of time.

Every matter is a course (course.py) that acts and names its next moment; the earliest moment comes next. Between
two moments the house does what a worker would: jobs that fell due, and standards that were missed meanwhile.
"""

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from random import Random

from django.db import transaction

from wellserved.ground.customers import actions as customers
from wellserved.ground.customers.models import Identity
from wellserved.ground.journal.actor import staff
from wellserved.learning.insight.actions import sum_up
from wellserved.linden import people, rhythm
from wellserved.linden.course import Course, Moments
from wellserved.linden.founding import Group, Place, found
from wellserved.linden.oddities import BEFORE_END, oddities
from wellserved.linden.people import Person
from wellserved.linden.silence import Silence
from wellserved.linden.told_time import Reactions, Worker, told
from wellserved.serving.channels.email.reactions import send as send_by_mail

PEOPLE = 470  # some of them never write
SWEEPS = timedelta(hours=6)
STRANGERS = 0.08  # who write to a site that is not the one they know
Progress = Callable[[float], None]  # told the share of the days that are over


@dataclass
class Simulation:
    """The same seed, size and end give the same story. `size` 1 is 400 customers with about 550 matters."""

    until: datetime
    days: int = 90
    size: float = 1.0
    seed: int = 7
    group: Group = field(init=False)
    _next: list[tuple[datetime, int, Moments]] = field(default_factory=list)
    _number: Iterator[int] = field(default_factory=count)
    _swept: datetime = field(init=False)
    _worker: Worker = field(init=False)

    def run(self, reactions: Reactions, progress: Progress = lambda share: None) -> None:
        """Found the house and live up to `until`, one transaction a day. `reactions` are those of flow.py."""
        first = self.until - timedelta(days=self.days)
        self._swept = first
        with transaction.atomic():
            self.group = found(first - timedelta(days=1))
            everybody = people.population(Random(f"{self.seed}:people"), round(PEOPLE * self.size))
            self._introduce(everybody, first)
        odd = oddities(self.group, self.until, Random(f"{self.seed}:odd"))
        self._next.append((self.until - BEFORE_END, next(self._number), odd))
        with told(reactions, instead={send_by_mail: Silence(self.group).deliver}) as self._worker:
            for number in range(self.days):
                with transaction.atomic():
                    self._live(first + timedelta(days=number), everybody)
                progress((number + 1) / self.days)
        sum_up()

    def _introduce(self, everybody: list[Person], at: datetime) -> None:
        """What the house knows beforehand about those who said something of themselves."""
        by = staff(self.group.staff["Maren Linden"].id)
        for person in everybody:
            if not (person.preferences or person.note or person.company):
                continue
            customer = customers.recognise(Identity.EMAIL, person.email, name=person.name, at=at)
            for kind, text in person.preferences:
                customers.note_preference(customer, kind, text, by=by, at=at)
            if person.company:
                customers.belong_to(customer, person.company, by=by, at=at)
            if person.note:
                customers.describe(customer, name=person.name, note=person.note, by=by, at=at)

    def _live(self, start: datetime, everybody: list[Person]) -> None:
        """One day: the matters that begin in it, and the next moments of all that are under way."""
        end = min(start + timedelta(days=1), self.until)
        for place in self.group.places.values():
            self._arrive(place, start, end, everybody)
        while self._next and self._next[0][0] < end:
            at, number, moments = heapq.heappop(self._next)
            if at - self._swept >= SWEEPS:
                self._sweep(at)
            following = next(moments, None)
            self._worker.go_on()
            if following is not None:
                heapq.heappush(self._next, (max(following, at), number, moments))
        self._sweep(end)

    def _sweep(self, at: datetime) -> None:
        self._worker.sweep(at)
        self._swept = at

    def _arrive(self, place: Place, start: datetime, end: datetime, everybody: list[Person]) -> None:
        """Put the matters that begin at a place between two moments among those to come."""
        known = [person for person in everybody if person.site == place.facts.slug] or everybody
        weights = [1 / (rank + 8) for rank in range(len(known))]
        for day in sorted({moment.astimezone(place.row.zone).date() for moment in (start, end)}):
            rng = Random(f"{self.seed}:{place.facts.slug}:{day}")
            for at in rhythm.arrivals(place.facts, day, rng, self.size):
                own = Random(rng.getrandbits(64))
                person = rng.choices(known, weights)[0] if rng.random() > STRANGERS else rng.choice(everybody)
                if start <= at < end:
                    course = Course(self.group, place, person, self.until, own)
                    heapq.heappush(self._next, (at, next(self._number), course.run(at)))
