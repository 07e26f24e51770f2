"""A pack: a versioned set of standards, and what a file of one may hold. Pure.

docs/standards.md shows how one is written. A standard's fields are those of writing.py, its rule is wording.py's.
unpacking.py reads a file, packing.py writes one.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

# What a pack need not say of a standard, and what it means then.
USUAL: dict[str, Any] = {
    "serves": "customers",
    "asked_by": "owners",
    "source": "",
    "target": 0.9,
    "weight": 1.0,
    "channels": [],
    "topics": [],
    "groups": [],
    "on_warning": [],
    "on_miss": [],
}
NEEDED = ("key", "statement", "dimension", "rule")
CONTENT = (*NEEDED[1:], *USUAL)  # all that a pack says of a standard besides its key
OF_THE_HOUSE = ("sites", "teams")
HOUSE_PRACTICE = "house practice"
CHANNELS = ("email", "form", "api", "chat", "phone", "fax", "in_person")
PACK = {
    "name": (re.compile(r"[a-z0-9]+(-[a-z0-9]+)*"), 40, "small letters, digits and single hyphens"),
    "version": (re.compile(r"\d{1,4}(\.\d{1,4}){0,2}"), 14, 'a text of numbers with dots, such as "1.0"'),
    "title": (re.compile(r".*\S.*"), 100, "a few words on one line"),
    "about": (re.compile(r".*\S.*", re.DOTALL), 1000, "a sentence or two: for whom it is"),
    "language": (re.compile(r"[a-z]{2,3}(-[A-Z]{2})?"), 6, 'a language such as "en"'),
}
SOURCE = {
    "id": (PACK["name"][0], 40, PACK["name"][2]),
    "title": (re.compile(r".*\S.*"), 200, "what it is called"),
    "where": (re.compile(r".*\S.*"), 100, "who published it, and when"),
    "url": (re.compile(r"https?://\S+"), 300, "the address of a public document"),
}


@dataclass(frozen=True, slots=True)
class Source:
    """Where demands are written: `where` names the publisher and the year."""

    id: str
    title: str
    where: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Pack:
    """`standards` hold all fields of CONTENT and the key, as add_standard takes them, with sources in full."""

    name: str
    version: str
    title: str
    about: str
    language: str
    sources: tuple[Source, ...]
    standards: tuple[Mapping[str, Any], ...]

    @property
    def label(self) -> str:
        """What a standard says that it came from: "luxury-hotel 1.0"."""
        return f"{self.name} {self.version}"
