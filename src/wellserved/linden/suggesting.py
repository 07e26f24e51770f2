"""What customers of the Linden Group suggest, and what they are answered."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from wellserved.ground.journal.actor import SYSTEM, staff
from wellserved.learning.suggestions import actions as suggestions
from wellserved.learning.suggestions.rules import BOX, FORM, State
from wellserved.linden.company import HOUSE, MARKET, QUAY, SHOP
from wellserved.linden.founding import Group


@dataclass(frozen=True)
class Suggested:
    """Made so many days before the end, supported by others, and decided so many days later (0: not yet)."""

    days_before_end: int
    site: str
    source: str
    words: str
    voices: int
    days: int = 0
    state: State = State.NEW
    title: str = ""
    answer: str = ""

    def run(self, group: Group, at: datetime) -> Iterator[datetime]:
        """Acts at each of its moments and yields the next."""
        made = suggestions.suggest(group.places[self.site].row, self.words, source=self.source, by=SYSTEM, at=at)
        for voice in range(self.voices):
            suggestions.support(made, f"{made.id} {voice}", at=at)
        if self.days:
            yield (at := at + timedelta(days=self.days))
            by = staff(group.staff["Maren Linden"].id)
            suggestions.decide(made, state=self.state, title=self.title, answer=self.answer, by=by, at=at)


SUGGESTED = (
    Suggested(
        70,
        HOUSE,
        BOX,
        "A kettle in every room would be lovely. I never know where to get hot water at night.",
        9,
        10,
        State.DONE,
        "A kettle in every room",
        "There is one now, with tea from our own shop beside it.",
    ),
    Suggested(
        52,
        SHOP,
        FORM,
        "Could you send the jam with less paper? I have a cupboard full of it by now.",
        6,
        8,
        State.DECLINED,
        "Less paper around the jam",
        "We tried, and one jar in nine broke. We keep looking.",
    ),
    Suggested(
        33,
        QUAY,
        FORM,
        "On Saturdays nobody is at the desk when one comes in. A bell would help, a person more so.",
        12,
        24,
        State.PLANNED,
        "Somebody at the desk on Saturdays",
        "You are right. From next Saturday on the bar helps out.",
    ),
    Suggested(16, MARKET, FORM, "Please open one evening longer, for those of us who work until seven.", 3),
)
