"""Standards are set, changed and ended; each version stays, with the verdicts of its time."""

import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from wellserved.ground.journal.actions import record
from wellserved.ground.journal.actor import Actor
from wellserved.serving.standards.events import StandardEnded, StandardSet
from wellserved.serving.standards.models import Edition, Standard
from wellserved.serving.standards.writing import WrongStandard, faults

SCOPE = ("channels", "sites", "teams", "topics", "groups")
CHANGEABLE = (
    *("statement", "dimension", "rule", "serves", "asked_by", "source", "target", "weight", "pack"),
    *("on_warning", "on_miss", *SCOPE),
)


@transaction.atomic
def add_standard(
    key: str, *, statement: str, rule: Mapping[str, Any], by: Actor, at: datetime, **about: Any
) -> Standard:
    """A statement of intended service, in force from `at` on; `about` is the rest of what is CHANGEABLE.

    WrongStandard tells what can't be meant. Sites and teams are given as rows or ids.
    """
    if Standard.objects.in_force(at).filter(key=key).exists():
        raise WrongStandard(f"There is a standard {key!r} already; change that one, or end it first.")
    return _begin(key, {"statement": statement, "rule": rule, **about}, by, at)


@transaction.atomic
def change_standard(standard: Standard, *, by: Actor, at: datetime, **changes: Any) -> Standard | None:
    """End this version and begin the next, with these fields changed. None if it was ended already.

    Clocks that run keep the version they started with.
    """
    kept = {name: getattr(standard, name) for name in CHANGEABLE}
    if not end_standard(standard, by=by, at=at):
        return None
    return _begin(standard.key, kept | changes, by, at)


@transaction.atomic
def end_standard(standard: Standard, *, by: Actor, at: datetime) -> bool:
    """No clock starts by it any more. False if it was ended already."""
    changed = Standard.objects.filter(id=standard.id, valid_until=None).update(valid_until=at)
    if changed:
        _new_edition()
        record(StandardEnded(at=at, by=by, standard_id=standard.id, key=standard.key))
    return bool(changed)


def _begin(key: str, told: Mapping[str, Any], by: Actor, at: datetime) -> Standard:
    if unknown := sorted(told.keys() - set(CHANGEABLE)):
        raise WrongStandard(f"{unknown[0]} is nothing that a standard has; it has {', '.join(CHANGEABLE)}.")
    lists = {name: _ids(told.get(name, ())) for name in (*SCOPE, "on_warning", "on_miss")}
    standard = Standard(key=key, valid_from=at, **{**told, **lists, "rule": dict(told["rule"])})
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
