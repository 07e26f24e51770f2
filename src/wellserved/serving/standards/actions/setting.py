"""Standards are set, changed and ended; each version stays, with the verdicts of its time."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from wellserved.ground.journal.actions import record
from wellserved.ground.journal.actor import Actor
from wellserved.serving.standards.events import StandardEnded, StandardPlanTakenBack, StandardSet
from wellserved.serving.standards.models import Edition, Standard
from wellserved.serving.standards.writing import WrongStandard, faults

SCOPE = ("channels", "sites", "teams", "topics", "groups")
CHANGEABLE = (
    *("statement", "dimension", "rule", "serves", "asked_by", "source", "target", "weight", "pack"),
    *("on_warning", "on_miss", *SCOPE),
)


@dataclass(frozen=True)
class Lasts:
    """From when to when; None is at once, and until somebody ends it. What has passed is at once too."""

    begins: datetime | None = None
    ends: datetime | None = None

    @property
    def is_possible(self) -> bool:
        return self.ends is None or self.begins is None or self.begins < self.ends


FROM_NOW_ON = Lasts()


@transaction.atomic
def add_standard(
    key: str,
    *,
    statement: str,
    rule: Mapping[str, Any],
    by: Actor,
    at: datetime,
    lasts: Lasts = FROM_NOW_ON,
    **about: Any,
) -> Standard:
    """A statement of intended service, in force as long as `lasts` says; `about` is the rest of what is CHANGEABLE.

    WrongStandard tells what can't be meant. Sites and teams are given as rows or ids.
    """
    if Standard.objects.lasting(at).filter(key=key).exists():
        raise WrongStandard(f"There is a standard {key!r} already; change that one, or end it first.")
    return _begin(key, {"statement": statement, "rule": rule, **about}, by, at, lasts)


@transaction.atomic
def change_standard(
    standard: Standard, *, by: Actor, at: datetime, lasts: Lasts = FROM_NOW_ON, **changes: Any
) -> Standard | None:
    """End this version and begin the next, with these fields changed. None if its end was said already.

    Clocks that run keep the version they started with.
    """
    kept = {name: getattr(standard, name) for name in CHANGEABLE}
    if not end_standard(standard, by=by, at=at, ends=lasts.begins):
        return None
    return _begin(standard.key, kept | changes, by, at, lasts)


@transaction.atomic
def end_standard(standard: Standard, *, by: Actor, at: datetime, ends: datetime | None = None) -> bool:
    """No clock starts by it from `ends`, or at once, on. False if its end was said already."""
    changed = Standard.objects.filter(id=standard.id, valid_until=None).update(valid_until=max(ends or at, at))
    if changed:
        _new_edition()
        record(StandardEnded(at=at, by=by, standard_id=standard.id, key=standard.key))
    return bool(changed)


@transaction.atomic
def take_back(key: str, *, by: Actor, at: datetime) -> bool:
    """What was planned of a standard does not come: neither a next version nor an end. False if nothing was."""
    never, _ = Standard.objects.to_come(at).filter(key=key).delete()  # nothing was ever measured by it
    goes_on = Standard.objects.in_force(at).filter(key=key, valid_until__gt=at).update(valid_until=None)
    if never or goes_on:
        _new_edition()
        record(StandardPlanTakenBack(at=at, by=by, key=key))
    return bool(never or goes_on)


def _begin(key: str, told: Mapping[str, Any], by: Actor, at: datetime, lasts: Lasts) -> Standard:
    begins = max(lasts.begins or at, at)
    if lasts.ends is not None and lasts.ends <= begins:
        raise WrongStandard(f"{key}: it would end before it begins.")
    if unknown := sorted(told.keys() - set(CHANGEABLE)):
        raise WrongStandard(f"{unknown[0]} is nothing that a standard has; it has {', '.join(CHANGEABLE)}.")
    lists = {name: _ids(told.get(name, ())) for name in (*SCOPE, "on_warning", "on_miss")}
    said = {**told, **lists, "rule": dict(told["rule"])}
    standard = Standard(key=key, valid_from=begins, valid_until=lasts.ends, **said)
    wrong = faults({"key": key} | {name: getattr(standard, name) for name in CHANGEABLE})
    if wrong:
        raise WrongStandard(f"{key}: {wrong[0].says}")
    standard.save(force_insert=True)
    _new_edition()
    record(StandardSet(at=at, by=by, standard_id=standard.id, key=key))
    return standard


def _new_edition() -> None:
    Edition.objects.update_or_create(id=1, defaults={"token": secrets.token_hex(8)})


def _ids(rows: Iterable[Any]) -> list[Any]:
    return [getattr(row, "id", row) for row in rows]
