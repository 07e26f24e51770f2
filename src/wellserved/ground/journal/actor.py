"""Who did something: a person, or a part of the house that acts for one."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["staff", "customer", "rule", "bot", "system"]


@dataclass(frozen=True, slots=True)
class Actor:
    """`id` is the staff's or the customer's; a rule, the bot and the system have none."""

    kind: Kind
    id: int | None = None

    @property
    def serves(self) -> bool:
        """Whether what they say counts as the house speaking."""
        return self.kind != "customer"


SYSTEM = Actor("system")


def rule(id: int | None = None) -> Actor:
    return Actor("rule", id)


def staff(id: int) -> Actor:
    return Actor("staff", id)


def customer(id: int) -> Actor:
    return Actor("customer", id)
