"""An encounter is lived: what reception taps and the telephone tells, and what the customer says of it."""

from collections.abc import Generator, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from wellserved.ground.customers.actions import recognise
from wellserved.ground.customers.models import Customer, Identity
from wellserved.ground.journal.actor import Actor, customer, staff
from wellserved.learning.feedback import actions as feedback
from wellserved.learning.feedback.given import Given
from wellserved.learning.feedback.models import Door
from wellserved.linden import answering, recovering
from wellserved.linden.causes import CAUSES
from wellserved.linden.encounters import CALL, MINUTE, VISIT, Encounter
from wellserved.linden.founding import Group, Place
from wellserved.linden.people import Person
from wellserved.linden.perception import Treatment, comparison, feeling
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations.models import Conversation

IS_KNOWN = 0.3  # the share who say who they are
TAPS = 0.6  # of those who pass the kiosk on their way out
ROOMS = 40
SUBJECTS = {VISIT: "Came in", CALL: "Called", "order": "Ordered by telephone"}


@dataclass
class Meeting:
    """`run` acts at each of its moments and yields the next one, as a Course does."""

    group: Group
    place: Place
    person: Person
    encounter: Encounter
    until: datetime
    rng: Random
    kiosk: Door | None

    def run(self, at: datetime) -> Generator[datetime, None, None]:
        met, by, known = self.encounter, self._by, self.rng.random() < IS_KNOWN
        who = self._customer(known, at)
        team = self.group.teams[met.site.slug, met.team]
        subject = SUBJECTS[met.kind]
        conversation = conversations.meet(
            who, self.place.row, channel=met.channel, team=team, subject=subject, topic=met.topic, by=by, at=at
        )
        if met.quoted:
            named, due = met.quoted
            moments = [(after, what) for after, what in met.moments if after < named]
            self._note(conversation, moments, at)
            conversations.quote_time(conversation, at + due, by=by, at=at + named)
            later = met.moments[len(moments) :]
            yield at + later[0][0]
            self._note(conversation, later, at)
        else:
            self._note(conversation, met.moments, at)
        over = at + max(after for after, _ in met.moments) + MINUTE
        for key, happened in met.observed:
            said = customer(who.id)
            conversations.observe(conversation, key, happened, source="customer", about=by.id, by=said, at=over)
        conversations.close(conversation, by=by, at=over)
        treatment = self._treatment(self.person.nature.leniency if known else 0.0)
        if known:
            nature, rng = self.person.nature, self.rng
            at = yield from answering.answered(conversation, treatment, nature, over, rng)
            if at > over:
                yield from recovering.won_back(self.group, conversation, nature, at, self.until, rng)
        elif self.kiosk is not None and self.rng.random() < TAPS:
            yield over
            felt = Given(comparison=comparison(feeling(treatment, self.rng).overall))
            feedback.answer_at(self.kiosk, felt, told_as=f"tap {self.rng.getrandbits(64)}", at=over)

    def _customer(self, known: bool, at: datetime) -> Customer:
        if known:
            return recognise(Identity.EMAIL, self.person.email, name=self.person.name, at=at)
        if self.encounter.kind == VISIT:
            room = f"Room {self.rng.randrange(1, ROOMS)}, {self.place.facts.name}"
            return recognise(Identity.EXTERNAL, room, name=room, at=at)
        number = f"+44 117 {self.rng.randrange(496_0000, 496_0999)}"  # numbers that Ofcom keeps for stories
        return recognise(Identity.PHONE, number, name="", at=at)

    def _note(self, conversation: Conversation, moments: Iterable[tuple[timedelta, str]], at: datetime) -> None:
        for after, what in moments:
            conversations.note_moment(conversation, what, by=self._by, at=at + after)

    def _treatment(self, leniency: float) -> Treatment:
        return Treatment(
            site=self.place.facts.slug,
            wait_ratio=self.encounter.wait_ratio,
            rounds=1,
            reopened=False,
            warmth=CAUSES.warmth.get(self.encounter.colleague.name, 0.0),
            sting=0.0,
            leniency=leniency,
        )

    @property
    def _by(self) -> Actor:
        return staff(self.group.staff[self.encounter.colleague.name].id)
