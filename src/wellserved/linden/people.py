"""Customers invented from a seed: their names and addresses, and what kind of people they are."""

from dataclasses import dataclass
from random import Random

from wellserved.linden.company import SITES
from wellserved.linden.regulars import REGULARS

FIRST = [
    "Aisha",
    "Amelia",
    "Anders",
    "Andrea",
    "Anya",
    "Arjun",
    "Astrid",
    "Beatriz",
    "Ben",
    "Bianca",
    "Carlos",
    "Chen",
    "Chiara",
    "Chloe",
    "Clara",
    "Daan",
    "Dana",
    "David",
    "Deepa",
    "Diego",
    "Ebba",
    "Elif",
    "Emeka",
    "Emma",
    "Esther",
    "Ewa",
    "Fatima",
    "Finn",
    "Fiona",
    "Frank",
    "Gabriel",
    "George",
    "Hana",
    "Harriet",
    "Helena",
    "Henry",
    "Ibrahim",
    "Imogen",
    "Isaac",
    "Ivy",
    "Jack",
    "James",
    "Jasmine",
    "Joost",
    "Julia",
    "Kaito",
    "Karim",
    "Kate",
    "Kofi",
    "Lars",
    "Laura",
    "Leila",
    "Leo",
    "Lily",
    "Lucas",
    "Magnus",
    "Mai",
    "Malcolm",
    "Mariam",
    "Martin",
    "Maya",
    "Mei",
    "Michael",
    "Mila",
    "Mohammed",
    "Nadine",
    "Naomi",
    "Nia",
    "Nikhil",
    "Noah",
    "Nora",
    "Olga",
    "Oliver",
    "Olu",
    "Oscar",
    "Paolo",
    "Patrick",
    "Paula",
    "Pedro",
    "Petra",
    "Rachel",
    "Rafael",
    "Rebecca",
    "Robin",
    "Ruth",
    "Sam",
    "Sana",
    "Sara",
    "Sean",
    "Silvia",
    "Simon",
    "Sofia",
    "Stefan",
    "Susan",
    "Tariq",
    "Tess",
    "Thomas",
    "Tim",
    "Uma",
    "Valentina",
    "Vera",
    "Victor",
    "Wei",
    "Wendy",
    "Yasmin",
    "Yusuf",
    "Zoe",
]
LAST = [
    "Abbott",
    "Ahmed",
    "Almeida",
    "Andersson",
    "Appiah",
    "Bailey",
    "Banerjee",
    "Barnes",
    "Becker",
    "Begum",
    "Bennett",
    "Bianchi",
    "Brandt",
    "Brennan",
    "Brooks",
    "Campbell",
    "Castillo",
    "Chan",
    "Chowdhury",
    "Clark",
    "Cohen",
    "Collins",
    "Costa",
    "Cruz",
    "Dalton",
    "Das",
    "Davies",
    "Dekker",
    "Diaz",
    "Dixon",
    "Doyle",
    "Dubois",
    "Edwards",
    "Eriksen",
    "Evans",
    "Farrell",
    "Fernandes",
    "Fischer",
    "Ford",
    "Fraser",
    "Garcia",
    "Ghosh",
    "Gibson",
    "Gill",
    "Grant",
    "Gray",
    "Green",
    "Gupta",
    "Hansen",
    "Hassan",
    "Hayes",
    "Hoang",
    "Horvat",
    "Hughes",
    "Hussain",
    "Ito",
    "Iyer",
    "Jackson",
    "Johansson",
    "Jones",
    "Kapoor",
    "Kaur",
    "Keller",
    "Kelly",
    "Khan",
    "Kim",
    "King",
    "Kowalski",
    "Kumar",
    "Larsen",
    "Lee",
    "Lewis",
    "Lopez",
    "Lund",
    "Martin",
    "Mason",
    "Meyer",
    "Miller",
    "Mitchell",
    "Moreau",
    "Morgan",
    "Moyo",
    "Murphy",
    "Nguyen",
    "Novak",
    "Obi",
    "Olsen",
    "Osei",
    "Owens",
    "Park",
    "Patel",
    "Pereira",
    "Phillips",
    "Quinn",
    "Ramos",
    "Rao",
    "Richards",
    "Rossi",
    "Russo",
    "Santos",
    "Schmidt",
    "Shah",
    "Sharma",
    "Silva",
    "Singh",
    "Smit",
    "Suzuki",
    "Tan",
    "Taylor",
    "Thompson",
    "Turner",
    "Vega",
    "Walker",
    "Wang",
    "Ward",
    "Watson",
    "Wilson",
    "Wong",
    "Wood",
    "Wright",
    "Yilmaz",
    "Young",
    "Zhang",
]
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
class Person:
    """One customer. The last four say what they are like; they are drawn, and no page ever shows them.

    demands: multiplies the wait they find right (under 1 is impatient). leniency: added to how they judge.
    talks, answers: the chances that they write again, and that they answer when asked.
    """

    name: str
    email: str
    site: str  # slug of the site they mostly write to
    company: str = ""
    preferences: tuple[tuple[str, str], ...] = ()  # (like, dislike or need; text)
    note: str = ""
    demands: float = 1.0
    leniency: float = 0.0
    talks: float = 0.5
    answers: float = 0.35

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
    return Person(known.name, known.email, known.site, known.company, preferences, known.note, **_nature(rng))


def _stranger(rng: Random, number: int) -> Person:
    first, last = rng.choice(FIRST), rng.choice(LAST)
    company, domain = rng.choice(COMPANIES) if rng.random() < 0.12 else ("", rng.choice(PROVIDERS))
    local = f"{first}.{last}".lower() if rng.random() < 0.8 else f"{first[0]}{last}{number}".lower()
    site = rng.choices(SITES, [facts.conversations_a_day for facts in SITES])[0]
    return Person(f"{first} {last}", f"{local}@{domain}", site.slug, company, _preferences(rng), **_nature(rng))


def _preferences(rng: Random) -> tuple[tuple[str, str], ...]:
    told = []
    for kind, texts, chance in (("like", LIKES, 0.3), ("dislike", DISLIKES, 0.15), ("need", NEEDS, 0.15)):
        if rng.random() < chance:
            told.append((kind, rng.choice(texts)))
    return tuple(told)


def _nature(rng: Random) -> dict[str, float]:
    return {
        "demands": rng.lognormvariate(0, 0.4),
        "leniency": rng.gauss(0.15, 0.5),
        "talks": rng.uniform(0.25, 0.7),
        "answers": rng.uniform(0.1, 0.75),
    }
