"""On which line of a TOML file each field stands; tomllib reads the values, but tells no lines. Pure.

It follows a text that tomllib has accepted, so it checks nothing again.
"""

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator

Path = tuple[str | int, ...]

_nothing = re.compile(r"[ \t]*")
_nothing_or_comment = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_bare_key = re.compile(r"[A-Za-z0-9_-]+")
_text = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""(?:"{0,2})'
    r"|'''(?:[^']|'(?!''))*'''(?:'{0,2})"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)
_number_or_date = re.compile(r"[^,\]}#\n]+")


def lines_of(text: str) -> dict[Path, int]:
    """Where each table, field and item of a list begins, from line 1: ("standard", 0, "rule", "within") is on 41."""
    return _Walk(text).lines


class _Walk:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines: dict[Path, int] = {}
        self._breaks = [found.start() for found in re.finditer("\n", text)]
        self._repeated: dict[Path, int] = {}  # how many tables each [[array]] has so far
        table: Path = ()
        while self._skip(_nothing_or_comment):
            if self.text.startswith("[", self.at):
                table = self._header()
            else:
                self._pair(table)

    def _header(self) -> Path:
        line = self._line()
        brackets = 2 if self.text.startswith("[[", self.at) else 1
        self.at += brackets
        path: Path = ()
        *parents, last = self._key()
        for part in parents:
            path = self._latest((*path, part))
            self.lines.setdefault(path, line)
        self.at += brackets
        if brackets == 1:
            path = self._latest((*path, last))
        else:
            path = (*path, last)
            self.lines.setdefault(path, line)
            self._repeated[path] = self._repeated.get(path, 0) + 1
            path = self._latest(path)
        self.lines.setdefault(path, line)
        return path

    def _latest(self, path: Path) -> Path:
        """A header inside an [[array]] means the table that was begun last."""
        return (*path, self._repeated[path] - 1) if path in self._repeated else path

    def _pair(self, table: Path) -> None:
        line = self._line()
        path = table
        for part in self._key():
            path = (*path, part)
            self.lines.setdefault(path, line)
        self.at += 1  # =
        self._value(path)

    def _key(self) -> list[str]:
        """The parts of a dotted key; ends at what follows it."""
        parts = []
        while True:
            self._skip(_nothing)
            quoted = self.text[self.at] in "\"'"
            written = self._take(_text if quoted else _bare_key)
            parts.append(str(tomllib.loads(f"key = {written}")["key"]) if quoted else written)
            self._skip(_nothing)
            if self.text[self.at] != ".":
                return parts
            self.at += 1

    def _value(self, path: Path) -> None:
        self._skip(_nothing)
        match self.text[self.at]:
            case "[":
                for item in self._inside("]"):
                    self.lines[*path, item] = self._line()
                    self._value((*path, item))
            case "{":
                for _ in self._inside("}"):
                    self._pair(path)
            case '"' | "'":
                self._take(_text)
            case _:
                self._take(_number_or_date)

    def _inside(self, end: str) -> Iterator[int]:
        """Counts what stands between brackets, while the caller takes it."""
        self.at += 1
        item = 0
        while self._skip(_nothing_or_comment) and self.text[self.at] != end:
            if self.text[self.at] == ",":
                self.at += 1
                continue
            yield item
            item += 1
        self.at += 1

    def _skip(self, what: re.Pattern[str]) -> bool:
        """Go past it; whether there is anything after it."""
        self._take(what)
        return self.at < len(self.text)

    def _take(self, what: re.Pattern[str]) -> str:
        found = what.match(self.text, self.at)
        assert found is not None, "tomllib has read it"
        self.at = found.end()
        return found.group()

    def _line(self) -> int:
        return bisect_right(self._breaks, self.at - 1) + 1
