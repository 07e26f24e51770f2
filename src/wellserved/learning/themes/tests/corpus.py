"""What guests might write: five matters, each in words that vary, seeded."""

from random import Random

MATTERS = {
    "noise": ("the lift was noisy all night", "noise from the lift", "loud music below", "we could not sleep: noise"),
    "parking": ("where is parking", "the parking garage was full", "parking for two cars", "a parking place near by"),
    "breakfast": (
        "breakfast with gluten free bread",
        "breakfast buffet on sunday",
        "an early breakfast",
        "the breakfast eggs",
    ),
    "invoice": (
        "the invoice shows a wrong amount",
        "send the invoice again",
        "our invoice for the company",
        "invoice with tax",
    ),
    "wifi": ("the wifi password fails", "wifi drops in the room", "slow wifi", "wifi for a laptop"),
}
AROUND = (
    "Dear team,",
    "Hello,",
    "Good morning,",
    "I hope you are well.",
    "We stayed with you last week.",
    "Thank you!",
)


def texts(number: int, seed: int = 1) -> list[tuple[str, str]]:
    """(matter, text) of so many letters."""
    random = Random(seed)
    found = []
    for _ in range(number):
        matter = random.choice(sorted(MATTERS))
        said = random.sample(MATTERS[matter], 2)
        found.append(
            (matter, f"{random.choice(AROUND)} {said[0].capitalize()}. {said[1].capitalize()}. Kind regards")
        )
    return found


GERMAN = {
    "aufzug": (
        "der Aufzug war die ganze Nacht zu hören",
        "neben den Aufzügen kann man nicht schlafen",
        "Lärm vom Aufzug, und das bis drei",
        "unser Zimmer lag direkt am Aufzug",
    ),
    "rechnung": (
        "auf der Rechnung steht ein falscher Betrag",
        "schicken Sie mir die Rechnung bitte noch einmal",
        "die Rechnungen sollten auf die Firma lauten",
        "der Betrag auf unserer Rechnung stimmt nicht",
    ),
    "parkplatz": (
        "gibt es einen Parkplatz am Haus",
        "die Parkplätze waren alle besetzt",
        "was kostet der Parkplatz für eine Nacht",
        "unser Auto stand auf einem fremden Parkplatz",
    ),
}
ENDS = (
    "\n\nKind regards\nAnn Lee\nPurchasing, 12 Harbour Road\n",
    "\n\nMit freundlichen Grüßen\nKarl Brandt\nGeschäftsführer, Musterstraße 1\n",
    "\n\nViele Grüße aus Köln\nKarl\n\nVon meinem iPhone gesendet",
    "\n\nSent from my iPhone",
    "\n-- \nThis mail is confidential and intended for its addressee only.",
    "",
)


def signed_texts(number: int, seed: int = 1) -> list[tuple[str, str]]:
    """Short and long letters in two languages, some of them mistyped, each with a foot of its own."""
    random, matters = Random(seed), {**MATTERS, **GERMAN}
    found = []
    for _ in range(number):
        matter = random.choice(sorted(matters))
        said = random.sample(matters[matter], random.choice((1, 2, 3)))
        text = ". ".join([random.choice(AROUND), *said])
        if random.random() < 0.2:
            place = random.randrange(len(text) - 1)
            text = text[:place] + text[place + 1] + text[place] + text[place + 2 :]  # two letters changed places
        found.append((matter, text + random.choice(ENDS)))
    return found
