from dataclasses import dataclass


@dataclass(frozen=True)
class Turn:
    """What the customer may write next, and what they are answered."""

    asks: str
    answer: str


@dataclass(frozen=True)
class Matter:
    """One kind of thing people write about.

    weight: how often, against the others of its line. patience_hours: the wait that feels just about right.
    sting: how ill at ease the customer already is; a complaint has 1, praise is below 0.
    """

    name: str
    weight: float
    subjects: tuple[str, ...]
    openings: tuple[str, ...]
    answers: tuple[str, ...]
    turns: tuple[Turn, ...] = ()
    notes: tuple[str, ...] = ()
    patience_hours: float = 5.0
    sting: float = 0.0
    attachment: str = ""  # the name of a picture that comes with it
