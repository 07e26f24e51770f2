"""The words of a matter, filled in for one person, one site and one day. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from wellserved.linden.company import HOUSE, PANTRY, SHOP, SiteFacts
from wellserved.linden.matters import MATTERS, Matter
from wellserved.linden.pace import takes_it
from wellserved.linden.people import Person

ROOMS = ("the garden room", "the corner room", "the double on the second floor", "the room under the roof")
SERVICES = ("a cut", "highlights", "a new colour", "a balayage", "a cut and finish", "a fringe trim")
ITEMS = ("plum jam", "the heather honey", "the breakfast box", "seeded crackers", "the winter tea", "lemon curd")

GREETINGS = ("Hello,", "Good morning,", "Dear team,", "Hi there,", "Dear {site},")
FAREWELLS = ("Kind regards,", "Best wishes,", "Thanks,", "Many thanks,", "With best regards,")
LANDED_WELL = ("Perfect, thank you.", "Thank you, that helps.", "Great, thanks!", "That is very kind. Thank you.")
CHASING = (
    "I have not heard from you yet. Could somebody please look at this?",
    "Is anybody there? I wrote a while ago and wait for an answer.",
)
STILL_NOT = (
    "I thought that this was settled, but it is not. Could you look at it once more?",
    "One more question about this, if I may: does it stay as we agreed?",
)
SOLVED_AFTER_ALL = (
    "Thank you for coming back to us. I have looked at it again and put it right; it should hold now.",
    "It stays exactly as we agreed. Thank you for asking rather than wondering.",
)
OUT_OF_OFFICE = "I am away until Monday and will answer then. In urgent cases please telephone."


@dataclass(frozen=True)
class Letters:
    """One matter of one person, ready to be written: every text with its slots filled."""

    matter: Matter
    subject: str
    opening: str
    answer: str
    turns: tuple[tuple[str, str], ...]  # (what they write, what we answer)
    note: str


def begin(site: SiteFacts, person: Person, at: datetime, rng: Random) -> Letters:
    """What `person` writes to `site` about this time, and what the conversation will say."""
    offered = MATTERS[site.line]
    matter = rng.choices(offered, [one.weight for one in offered])[0]
    colleague = takes_it(site, "", rng).name.split()[0]
    day = at + timedelta(days=rng.randint(3, 25)) if site.line != PANTRY else at - timedelta(days=rng.randint(1, 4))
    slots = {
        "date": f"{day:%A} {day.day} {day:%B}",
        "room": rng.choice(ROOMS),
        "service": rng.choice(SERVICES),
        "item": rng.choice(ITEMS),
        "order": f"LP-{rng.randint(20000, 29999)}",
        "colleague": colleague,
    }
    how_many = sum(rng.random() < person.nature.talks for _ in matter.turns)
    return Letters(
        matter=matter,
        subject=_capital(rng.choice(matter.subjects).format(**slots)),
        opening=_capital(rng.choice(matter.openings).format(**slots)),
        answer=_capital(rng.choice(matter.answers).format(**slots)),
        turns=tuple((turn.asks.format(**slots), turn.answer.format(**slots)) for turn in matter.turns[:how_many]),
        note=rng.choice(matter.notes) if matter.notes and rng.random() < 0.35 else "",
    )


def from_customer(text: str, person: Person, site: SiteFacts, rng: Random) -> str:
    """A whole letter of a customer."""
    greeting = rng.choice(GREETINGS).format(site=site.name)
    name = person.name if rng.random() < 0.6 else person.first_name
    return f"{greeting}\n\n{text}\n\n{rng.choice(FAREWELLS)}\n{name}"


def from_us(text: str, person: Person, colleague: str) -> str:
    """A whole letter of a colleague, as they would type it: the site's signature comes by itself."""
    return f"Dear {person.first_name},\n\n{text}\n\nKind regards,\n{colleague}"


def address_for(matter: Matter, site: SiteFacts) -> str:
    """Our address that somebody with this matter writes to."""
    if site.slug == HOUSE and matter.name == "lost property":
        return "found@linden.example"
    if site.slug == SHOP and matter.name in ("return", "broken jar"):
        return "returns@linden.example"
    return site.mailbox


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
