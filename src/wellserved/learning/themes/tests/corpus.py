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
