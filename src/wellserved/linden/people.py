"""Customers invented from a seed: their names and addresses, and what kind of people they are."""

from dataclasses import dataclass
from random import Random

from wellserved.linden.company import SITES
from wellserved.linden.names import FIRST, LAST
from wellserved.linden.regulars import REGULARS

PROVIDERS = ("post.example", "mailbox.example", "letters.example", "inbox.example")
COMPANIES = (
    ("Aldgate Architects", "aldgate-architects.example"),
    ("Avon Cycles", "avon-cycles.example"),
    ("Bluebell Nursery", "bluebell-nursery.example"),
    ("Cresswell & Daughters", "cresswell-daughters.example"),
    ("Delta Freight", "delta-freight.example"),
    ("Fernhill School", "fernhill-school.example"),
    ("Kestrel Films", "kestrel-films.example"),
    ("Maas Engineering", "maas-engineering.example"),
    ("Northgate Law", "northgate-law.example"),
    ("Old Mill Theatre", "old-mill-theatre.example"),
    ("Harbour Cranes", "harbour-cranes.example"),
    ("Volkov Bakes", "volkov-bakes.example"),
)
REGULAR, SUPPLIER = "regular", "supplier"
SUPPLIERS = ("Bluebell Nursery", "Delta Freight")
LIKES = (
    "A window seat",
    "Being called by the first name",
    "Short answers",
    "A handwritten card",
    "Peppermint tea",
    "News by mail rather than by telephone",
    "The same colleague each time",
)
DISLIKES = ("Being phoned", "Strong scents", "Loud music", "Waiting without a word", "Plastic wrapping")
NEEDS = (
    "Step-free access",
    "Large print",
    "Vegetarian food",
    "An invoice made out to the firm",
    "No nuts",
    "A patch test before colouring",
    "Answers before noon: works nights",
)


@dataclass(frozen=True)
class Nature:
    """What somebody is like; no page ever shows it.

    demands: multiplies the wait they find right (under 1 is impatient). leniency: added to how they judge.
    talks, answers: the chances that they write again, and that they answer when asked.
    """

    demands: float
    leniency: float
    talks: float
    answers: float


@dataclass(frozen=True)
class Person:
    """One customer. `site` is the slug of the one they mostly write to."""

    name: str
    email: str
    site: str
    nature: Nature
    company: str = ""
    preferences: tuple[tuple[str, str], ...] = ()  # (like, dislike or need; text)
    note: str = ""
    group: str = ""  # as the house keeps it: regular, supplier

    @property
    def first_name(self) -> str:
        return self.name.split()[0]


def population(rng: Random, size: int) -> list[Person]:
    """`size` people, the regulars first; the same seed gives the same people."""
    people = [_regular(rng, number) for number in range(min(size, len(REGULARS)))]
    taken = {person.email for person in people}
    while len(people) < size:
        person = _stranger(rng, len(people))
        if person.email not in taken:
            taken.add(person.email)
            people.append(person)
    return people


def _regular(rng: Random, number: int) -> Person:
    known = REGULARS[number]
    preferences = (
        *(("like", text) for text in known.likes),
        *(("dislike", text) for text in known.dislikes),
        *(("need", text) for text in known.needs),
    )
    return Person(known.name, known.email, known.site, _nature(rng), known.company, preferences, known.note, REGULAR)


def _stranger(rng: Random, number: int) -> Person:
    first, last = rng.choice(FIRST), rng.choice(LAST)
    company, domain = rng.choice(COMPANIES) if rng.random() < 0.12 else ("", rng.choice(PROVIDERS))
    local = f"{first}.{last}".lower() if rng.random() < 0.8 else f"{first[0]}{last}{number}".lower()
    site = rng.choices(SITES, [facts.conversations_a_day for facts in SITES])[0]
    told = _nature(rng), company, _preferences(rng)
    group = SUPPLIER if company in SUPPLIERS else ""
    return Person(f"{first} {last}", f"{local}@{domain}", site.slug, *told, group=group)


def _preferences(rng: Random) -> tuple[tuple[str, str], ...]:
    told = []
    for kind, texts, chance in (("like", LIKES, 0.3), ("dislike", DISLIKES, 0.15), ("need", NEEDS, 0.15)):
        if rng.random() < chance:
            told.append((kind, rng.choice(texts)))
    return tuple(told)


def _nature(rng: Random) -> Nature:
    return Nature(
        demands=rng.lognormvariate(0, 0.4),
        leniency=rng.gauss(0.0, 0.5),
        talks=rng.uniform(0.25, 0.7),
        answers=rng.uniform(0.1, 0.75),
    )
