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
from wellserved.learning.feedback.models import Door
from wellserved.learning.insight.actions import sum_up
from wellserved.linden import encounters, people, rhythm
from wellserved.linden.asking import kiosks
from wellserved.linden.company import HOUSE, MARKET, QUAY, SHOP
from wellserved.linden.course import Course, Moments
from wellserved.linden.founding import Group, Place, found
from wellserved.linden.intending import intend
from wellserved.linden.managing import managed
from wellserved.linden.meeting import Meeting
from wellserved.linden.oddities import BEFORE_END, oddities
from wellserved.linden.people import Person
from wellserved.linden.recovering import LATER
from wellserved.linden.silence import Silence
from wellserved.linden.suggesting import SUGGESTED
from wellserved.linden.told_time import Reactions, Worker, told
from wellserved.linden.walking import walked
from wellserved.serving.channels.email.reactions import send as send_by_mail

DAYS = 105  # fifteen weeks: a trial by site needs six before and six since
PEOPLE = 470  # some of them never write
SWEEPS = timedelta(hours=6)
STRANGERS = 0.08  # who write to a site that is not the one they know
LASTS = timedelta(hours=2)  # a visit or call that would not be over by the end does not begin
JUST_NOW = ((HOUSE, 3), (SHOP, 8), (QUAY, 17), (HOUSE, 26), (MARKET, 41))  # minutes before the story ends
Progress = Callable[[float], None]  # told the share of the days that are over


@dataclass
class Simulation:
    """The same seed, size and end give the same story. `size` 1 is 400 customers who write about 550 times, and
    come or call twice as often."""

    until: datetime
    days: int = DAYS
    size: float = 1.0
    seed: int = 7
    group: Group = field(init=False)
    _next: list[tuple[datetime, int, Moments]] = field(default_factory=list)
    _number: Iterator[int] = field(default_factory=count)
    _swept: datetime = field(init=False)
    _worker: Worker = field(init=False)
    _kiosks: dict[str, Door] = field(init=False)

    def run(self, reactions: Reactions, progress: Progress = lambda share: None) -> None:
        """Found the house and live up to `until`, one transaction a day. `reactions` are those of flow.py."""
        first = self.until - timedelta(days=self.days)
        self._swept = first
        with transaction.atomic():
            self.group = found(first - timedelta(days=1))
            everybody = people.population(Random(f"{self.seed}:people"), round(PEOPLE * self.size))
            owner = staff(self.group.staff["Maren Linden"].id)
            intend(self.group, by=owner, at=first)
            self._kiosks = kiosks(self.group, by=owner, at=first)
            self._introduce(everybody, first)
        odd = oddities(self.group, self.until, Random(f"{self.seed}:odd"))
        self._begin(self.until - BEFORE_END, odd)
        self._begin(first, managed(self.group, first, self.until))
        for one in SUGGESTED:
            if (at := self.until - timedelta(days=one.days_before_end)) > first:
                self._begin(at, one.run(self.group, at))
        self._begin(first, walked(self.group, first, self.until, Random(f"{self.seed}:walks")))
        self._just_now(everybody)
        with told(reactions, {send_by_mail: Silence(self.group).deliver}, LATER) as self._worker:
            for number in range(self.days):
                with transaction.atomic():
                    self._live(first + timedelta(days=number), everybody)
                progress((number + 1) / self.days)
        sum_up()

    def _introduce(self, everybody: list[Person], at: datetime) -> None:
        """What the house knows beforehand about those who said something of themselves."""
        by = staff(self.group.staff["Maren Linden"].id)
        for person in everybody:
            if not (person.preferences or person.note or person.company or person.group):
                continue
            customer = customers.recognise(Identity.EMAIL, person.email, name=person.name, at=at)
            for kind, text in person.preferences:
                customers.note_preference(customer, kind, text, by=by, at=at)
            if person.company:
                customers.belong_to(customer, person.company, by=by, at=at)
            if person.group:
                customers.put_in_group(customer, person.group, whole_company=bool(person.company), by=by, at=at)
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
        """Put what begins at a place between two moments among what is to come."""
        known = [person for person in everybody if person.site == place.facts.slug] or everybody
        weights = [1 / (rank + 8) for rank in range(len(known))]

        def somebody(rng: Random) -> Person:
            return rng.choices(known, weights)[0] if rng.random() > STRANGERS else rng.choice(everybody)

        for day in sorted({moment.astimezone(place.row.zone).date() for moment in (start, end)}):
            rng = Random(f"{self.seed}:{place.facts.slug}:{day}")
            for at in rhythm.arrivals(place.facts, day, rng, self.size):
                own = Random(rng.getrandbits(64))
                person = somebody(rng)
                if start <= at < end:
                    self._begin(at, Course(self.group, place, person, self.until, own).run(at))
            for at, met, own in encounters.of_day(place.facts, day, self.until, seed=self.seed, size=self.size):
                if start <= at < min(end, self.until - LASTS):
                    kiosk = self._kiosks.get(place.facts.slug)
                    meeting = Meeting(self.group, place, somebody(own), met, self.until, own, kiosk)
                    self._begin(at, meeting.run(at))

    def _just_now(self, everybody: list[Person]) -> None:
        """A few have written in the last minutes, so that the desk is alive when the story ends."""
        rng = Random(f"{self.seed}:now")
        for slug, minutes in JUST_NOW:
            at, place = self.until - timedelta(minutes=minutes), self.group.places[slug]
            person = rng.choice([one for one in everybody if one.site == slug] or everybody)
            course = Course(self.group, place, person, self.until, Random(rng.getrandbits(64)))
            self._begin(at, course.run(at))

    def _begin(self, at: datetime, moments: Moments) -> None:
        heapq.heappush(self._next, (at, next(self._number), moments))
