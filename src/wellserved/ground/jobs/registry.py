"""What a kind of job runs. A room registers its handlers in its `jobs.py`, which is read at the first look-up."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.module_loading import autodiscover_modules

Handler = Callable[[dict[str, Any]], None]


class Permanent(Exception):  # noqa: N818 - reads as a sentence: raise Permanent
    """Trying again won't help; the job is parked at once, with this as its reason."""


@dataclass(frozen=True)
class Work:
    """`every` is None for work that is done once."""

    run: Handler
    every: timedelta | None = None


_works: dict[str, Work] = {}


def register(kind: str, handler: Handler, *, every: timedelta | None = None) -> None:
    """Let `handler(payload)` do jobs of this kind, at least once each; with `every`, again and again.

    Whatever it raises but Permanent is tried again later (rules.py).
    """
    known = _works.get(kind)
    if known is not None and known.run is not handler and every is None:
        raise ValueError(f"two handlers want jobs of kind {kind}")
    _works[kind] = Work(handler, every)


def load() -> None:
    """Let every room register its handlers; done by itself at the first look-up."""
    autodiscover_modules("jobs")


def work_of(kind: str) -> Work:
    """What to do for a job of this kind; Permanent if nobody registered it."""
    if kind not in _works:
        load()
    try:
        return _works[kind]
    except KeyError:
        raise Permanent(f"no part of this version does jobs of kind {kind!r}") from None
