"""A pack's file is read and checked as a whole: bytes in, a pack or all its faults out, each with its line. Pure."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from wellserved.serving.standards.lines import Path
from wellserved.serving.standards.nearest import did_you_mean
from wellserved.serving.standards.pack import (
    CHANNELS,
    HOUSE_PRACTICE,
    NEEDED,
    OF_THE_HOUSE,
    PACK,
    SOURCE,
    USUAL,
    Pack,
    Source,
)
from wellserved.serving.standards.writing import faults
from wellserved.serving.standards.written import FileFault, Written, WrongPack, written


def read(content: bytes) -> Pack:
    """The pack that a file holds; WrongPack tells everything that is wrong with it."""
    return _Reader(written(content)).pack()


class _Reader:
    """Goes through the file once, and keeps every fault with its line."""

    def __init__(self, file: Written) -> None:
        self.file = file
        self.faults: list[FileFault] = []

    def pack(self) -> Pack:
        data = self.file.data
        self._known((), data, ("pack", "standard"))
        head = data.get("pack")
        if isinstance(head, Mapping):
            self._known(("pack",), head, (*PACK, "source"))
            self._texts(("pack",), head, PACK)
        else:
            self._amiss(("pack",), f"Begin with [pack]: its {', '.join(PACK)}.", "pack")
        sources = {source.id: source for source in self._sources()}
        standards = [self._standard(path, entry, sources) for path, entry in self._entries(("standard",))]
        if not standards:
            self._amiss((), "A pack has at least one [[standard]].")
        self._twice(("standard",), "key", [entry.get("key") for entry in standards])
        if self.faults:
            raise WrongPack(self.faults)
        about = {name: data["pack"][name] for name in PACK}
        return Pack(**about, sources=tuple(sources.values()), standards=tuple(standards))

    def _sources(self) -> Iterator[Source]:
        ids: list[Any] = []
        for path, entry in self._entries(("pack", "source")):
            self._known(path, entry, SOURCE)
            ids.append(entry.get("id"))
            if self._texts(path, entry, SOURCE, optional=("url",)):
                yield Source(**{name: entry[name] for name in SOURCE if name in entry})
        self._twice(("pack", "source"), "id", ids)

    def _standard(self, path: Path, entry: Mapping[str, Any], sources: Mapping[str, Source]) -> dict[str, Any]:
        self._known(path, entry, (*NEEDED, *USUAL), of_the_house=OF_THE_HOUSE)
        told = {name: entry[name] for name in (*NEEDED, *USUAL) if name in entry}
        for name in NEEDED:
            if name not in told:
                self._amiss(path, f"The standard has no {name}.", name)
        for fault in faults(USUAL | told):
            if fault.place.split(".")[0] in told:
                self._amiss((*path, *fault.place.split(".")), fault.says, fault.place)
        channels = entry.get("channels")
        for name in channels if isinstance(channels, list) else ():
            if isinstance(name, str) and name not in CHANNELS:
                near = did_you_mean(name, CHANNELS)
                self._amiss(
                    (*path, "channels"), f"{name!r} is not a channel: {', '.join(CHANNELS)}.{near}", "channels"
                )
        if isinstance(told.get("source"), str) and sources:
            told["source"] = self._source((*path, "source"), told["source"], sources)
        return USUAL | told

    def _source(self, path: Path, text: str, sources: Mapping[str, Source]) -> str:
        """The source in full: where it is written, and what it says."""
        id, colon, says = text.partition(":")
        if not text or id == HOUSE_PRACTICE:
            return text
        if id not in sources:
            near = did_you_mean(id, (*sources, HOUSE_PRACTICE))
            self._amiss(path, f'Begin with the id of a [[pack.source]], or with "{HOUSE_PRACTICE}".{near}', "source")
            return text
        full = f"{sources[id].title} ({sources[id].where})" + (f": {says.strip()}" if colon else "")
        if len(full) > 300:
            self._amiss(path, f"With its title the source has {len(full)} characters; 300 are the most.", "source")
        return full

    def _entries(self, path: Path) -> Iterator[tuple[Path, Mapping[str, Any]]]:
        """The tables of an [[array]], each with its path."""
        value: Any = self.file.data
        for part in path:
            value = value.get(part, []) if isinstance(value, Mapping) else []
        entries = value if isinstance(value, list) else [value]
        for number, entry in enumerate(entries):
            if isinstance(entry, Mapping):
                yield ((*path, number) if isinstance(value, list) else path), entry
            if not isinstance(entry, Mapping) or not isinstance(value, list):
                name = ".".join(str(part) for part in path)
                self._amiss((*path, number), f"Begin each {path[-1]} with [[{name}]] on a line of its own.", name)

    def _known(
        self, path: Path, table: Mapping[str, Any], known: Collection[str], of_the_house: Collection[str] = ()
    ) -> None:
        for name in table:
            if name in of_the_house:
                says = "A pack knows no sites and teams: say where it holds when you adopt it."
                self._amiss((*path, name), says, name)
            elif name not in known:
                near = did_you_mean(name, known)
                self._amiss((*path, name), f"{name!r} is unknown here; known are {', '.join(known)}.{near}", name)

    def _texts(
        self,
        path: Path,
        table: Mapping[str, Any],
        wanted: Mapping[str, tuple[re.Pattern[str], int, str]],
        optional: Collection[str] = (),
    ) -> bool:
        """Whether each of the fields is a text as it should be."""
        before = len(self.faults)
        for name, (form, most, what) in wanted.items():
            value = table.get(name)
            if name in optional and value is None:
                continue
            if not isinstance(value, str) or not form.fullmatch(value) or len(value) > most or "\0" in value:
                said = "is missing" if name not in table else f"is not {value!r}" if value != "" else "is empty"
                self._amiss((*path, name), f"{name} {said}; it is {what}, at most {most} characters.", name)
        return len(self.faults) == before

    def _twice(self, path: Path, name: str, values: list[Any]) -> None:
        for number, value in enumerate(values):
            if isinstance(value, str) and value in values[:number]:
                first = self.file.line((*path, values.index(value), name))
                self._amiss((*path, number, name), f"{value!r} is used already, on line {first}.", name)

    def _amiss(self, path: Path, says: str, place: str = "") -> None:
        self.faults.append(FileFault(self.file.line(path), place, says))
