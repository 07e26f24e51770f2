"""What is intended, and what packs would make of it."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from wellserved.serving.standards.adoption import Adopted, Kept, weighed
from wellserved.serving.standards.models import Standard
from wellserved.serving.standards.pack import CONTENT, Pack


def standards(at: datetime) -> list[Standard]:
    """What is intended at that moment, by key."""
    return list(Standard.objects.in_force(at).order_by("key"))


def standards_to_come(at: datetime) -> list[Standard]:
    """Versions that are planned, the soonest first."""
    return list(Standard.objects.to_come(at).order_by("valid_from", "key"))


def newest_version(standard_id: int, at: datetime) -> Standard | None:
    """The version in force of the standard of which that is one; None if it has ended."""
    versions = Standard.objects.filter(key__in=Standard.objects.filter(id=standard_id).values("key"))
    return versions.in_force(at).first()


def adopted_from(name: str, at: datetime) -> list[Standard]:
    """What is in force from the pack of that name, whatever its version."""
    return list(Standard.objects.in_force(at).filter(pack__startswith=f"{name} ").order_by("key"))


def kept_by_house(at: datetime) -> dict[str, Kept]:
    """What is in force, by key, as adopting a pack looks at it."""
    in_force = standards(at)
    versions = Standard.objects.filter(key__in=[one.key for one in in_force]).exclude(pack="")
    first = {(one.key, one.pack): one for one in versions.order_by("-valid_from")}
    return {
        one.key: Kept(
            one.id,
            content(one),
            frozenset(one.sites),
            one.pack,
            content(first[one.key, one.pack]) if one.pack else None,
        )
        for one in in_force
    }


def content(standard: Standard) -> dict[str, Any]:
    """What a pack says of a standard."""
    return {name: getattr(standard, name) for name in CONTENT}


def adoption(pack: Pack, *, keys: Collection[str] | None, sites: Collection[int], at: datetime) -> Adopted:
    """What adopting the pack would do; nothing is changed. WrongStandard for a key that it has not."""
    return weighed(pack, kept_by_house(at), keys=keys, sites=sites)


def house_pack(name: str, version: str, title: str, at: datetime) -> Pack:
    """What is in force, as a pack: all but where it holds, which is the house's own."""
    in_force = tuple({"key": one.key, **content(one)} for one in standards(at))
    return Pack(name, version, title, f"What is intended at {title}.", "en", (), in_force)


def topics(at: datetime) -> list[str]:
    """What matters may be about, in the words of the standards in force."""
    return kinds(at)[0]


def kinds(at: datetime) -> tuple[list[str], list[str]]:
    """The topics, and the groups of customers, that the standards in force tell apart."""
    told = list(Standard.objects.in_force(at).values_list("topics", "groups"))
    topics, groups = ({word for row in told for word in row[place]} for place in (0, 1))
    return sorted(topics), sorted(groups)
