"""What adopting a pack does to the standards of a house: which begin, which change, and which stay as they are. Pure.

A standard that came from an older version of the same pack changes with it, unless the house has made it its own.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from wellserved.serving.standards.nearest import did_you_mean
from wellserved.serving.standards.pack import Pack
from wellserved.serving.standards.writing import WrongStandard


@dataclass(frozen=True, slots=True)
class Kept:
    """What is in force under a key: its CONTENT, the sites where it holds (none: all), and the pack it came from.

    `as_adopted` is the content that came from the pack; None for a standard that came from none.
    """

    id: int
    content: Mapping[str, Any]
    sites: frozenset[int]
    pack: str
    as_adopted: Mapping[str, Any] | None

    @property
    def is_edited(self) -> bool:
        return self.content != self.as_adopted


@dataclass(frozen=True, slots=True)
class Adopted:
    """Keys; `skipped` says why each of them was left alone."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    skipped: Mapping[str, str]


def weighed(pack: Pack, kept: Mapping[str, Kept], *, keys: Collection[str] | None, sites: Collection[int]) -> Adopted:
    """What adopting the pack (only these keys of it; at these sites) would do. WrongStandard for an unknown key."""
    known = {str(standard["key"]): standard for standard in pack.standards}
    for key in keys or ():
        if key not in known:
            raise WrongStandard(f"The pack {pack.name} has no standard {key!r}.{did_you_mean(key, known)}")
    added, changed, unchanged = [], [], []
    skipped: dict[str, str] = {}
    for key, standard in known.items():
        if keys is not None and key not in keys:
            continue
        own = kept.get(key)
        if own is None:
            added.append(key)
        elif reason := _left_alone(pack, own, content_of(standard)):
            skipped[key] = reason
        elif own.content != content_of(standard) or sites_of(own, sites) != own.sites:
            changed.append(key)
        else:
            unchanged.append(key)
    if keys is None:
        skipped |= {key: _dropped(pack) for key, own in kept.items() if key not in known and _name(own) == pack.name}
    return Adopted(tuple(added), tuple(changed), tuple(unchanged), skipped)


def sites_of(own: Kept, sites: Collection[int]) -> frozenset[int]:
    """Where it holds afterwards: adopting at one more site takes it from none, and what holds everywhere goes on."""
    return own.sites | frozenset(sites) if own.sites else own.sites


def content_of(standard: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in standard.items() if name != "key"}


def _left_alone(pack: Pack, own: Kept, content: Mapping[str, Any]) -> str:
    """Why the standard stays as it is; "" if it may change, or need not."""
    if own.content == content and own.pack:
        return "" if _name(own) == pack.name else f"the same stands already, from {own.pack}"
    if not own.pack:
        return "the house has a standard of its own with this key"
    if _name(own) != pack.name:
        return f"it came from {own.pack}"
    if own.is_edited:
        return f"the house has changed it since it came from {own.pack}"
    if _version(own.pack.rpartition(" ")[2]) > _version(pack.version):
        return f"a newer version is in force, from {own.pack}"
    if own.pack == pack.label:
        return f"it reads differently in {own.pack}, which is in force; give the pack another version"
    return ""


def _dropped(pack: Pack) -> str:
    return f"{pack.label} has it no more; it stays in force until you end it"


def _name(own: Kept) -> str:
    return own.pack.rpartition(" ")[0]


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split("."))
