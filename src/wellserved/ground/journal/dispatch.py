"""How a recorded event reaches its reactions. The wiring is flow.py's, which hands it over at start."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from wellserved.ground.journal.events import Event

React = Callable[[Any], None]


@dataclass(frozen=True)
class Reaction:
    """`run` in the same transaction when `now`; else as a durable job, at least once."""

    run: React
    now: bool

    @property
    def name(self) -> str:
        return f"{self.run.__module__}.{self.run.__qualname__}"


def now(run: React) -> Reaction:
    """React in the same transaction: no network, no mail."""
    return Reaction(run, now=True)


def later(run: React) -> Reaction:
    """React in a durable job after the commit; it may run twice, so it must be idempotent by event.seq."""
    return Reaction(run, now=False)


_wired: dict[type[Event], tuple[Reaction, ...]] = {}
_by_name: dict[str, Reaction] = {}


def wire(reactions: Mapping[type[Event], Iterable[Reaction]]) -> None:
    """Replace the wiring."""
    _wired.clear()
    _by_name.clear()
    for event, listed in reactions.items():
        _wired[event] = tuple(listed)
        _by_name.update({reaction.name: reaction for reaction in _wired[event]})


def reactions_to(event: Event) -> tuple[Reaction, ...]:
    return _wired.get(type(event), ())


def named(name: str) -> Reaction:
    """The wired reaction of that name; KeyError if the wiring no longer knows it."""
    return _by_name[name]
