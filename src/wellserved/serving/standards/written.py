"""A TOML file as somebody wrote it: its values with their lines, or what is wrong and where. Pure."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wellserved.serving.standards.lines import Path, lines_of

MOST_BYTES = 262_144
MOST_SHOWN = 600  # characters of what is said of one fault: its beginning and its end
_place = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
_long_number = re.compile(r"\b(?:0[xob])?[0-9a-fA-F_]{3000,}\b")
_twice = re.compile(r"Cannot declare \((.*)\) twice|Duplicate inline table key '(.*)'")
SAID_BETTER = {
    "Cannot overwrite a value": "This field is written twice; keep one of them.",
    "Invalid statement": 'Write a field as name = "value", or begin a table as [name] or [[name]].',
    "Invalid value": "What stands after = is no value; texts stand in quotes.",
    "Expected '=' after a key in a key/value pair": "After the name of a field comes = and its value.",
    "Illegal character '\\n'": "A text in quotes must end on its line.",
}


@dataclass(frozen=True, slots=True)
class FileFault:
    """`place` is the field, as "rule.within"; "" where it is none."""

    line: int
    place: str
    says: str

    def __str__(self) -> str:
        told = f"{self.place}: {self.says}" if self.place else self.says
        if len(told) > MOST_SHOWN:
            told = f"{told[: MOST_SHOWN // 2]} ... {told[-MOST_SHOWN // 2 :]}"
        # A field's name is anything that stood in the file: nothing in it shall steer a terminal.
        return f"{self.line}: {''.join(one if one.isprintable() else ascii(one)[1:-1] for one in told)}"


class WrongPack(ValueError):  # noqa: N818 - a fact about what was written
    """`faults` are all that could be found, in the order of the file."""

    def __init__(self, faults: Sequence[FileFault]) -> None:
        self.faults = sorted(faults, key=lambda fault: fault.line)
        super().__init__("\n".join(str(fault) for fault in self.faults))


@dataclass(frozen=True, slots=True)
class Written:
    """A file's values, and on which lines they stand."""

    data: Mapping[str, Any]
    lines: Mapping[Path, int]

    def line(self, path: Path) -> int:
        """The line of the field, else of what it belongs to."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def written(content: bytes) -> Written:
    """The file as TOML; WrongPack if it is none."""
    text = _text_of(content)
    try:
        data = tomllib.loads(text)
        repr(data)  # whoever tells what is wrong shows the value: a number can be too long for that
        return Written(data, lines_of(text.replace("\r\n", "\n")))
    except tomllib.TOMLDecodeError as wrong:
        raise _amiss(*_explained(str(wrong), text)) from None
    except RecursionError:
        raise _amiss(1, "Lists are nested too deeply.") from None
    except ValueError:  # a number of thousands of digits
        long = _long_number.search(text)
        line = text.count("\n", 0, long.start()) + 1 if long else 1
        raise _amiss(line, "This number is too long to be meant.") from None


def _text_of(content: bytes) -> str:
    if len(content) > MOST_BYTES:
        raise _amiss(1, f"The file has {len(content)} bytes; a pack has at most {MOST_BYTES}: make several of it.")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _amiss(1, "The file is written in UTF-16; save it as UTF-8.")
    try:
        return content.decode("utf-8-sig")  # some editors begin a file with a mark
    except UnicodeDecodeError as wrong:
        line = content.count(b"\n", 0, wrong.start) + 1
        raise _amiss(line, f"Byte {content[wrong.start]:#04x} is no UTF-8; save the file as UTF-8.") from None


def _explained(message: str, text: str) -> tuple[int, str]:
    found = _place.search(message)
    line = int(found[1]) if found and found[1] else text.count("\n") + 1
    says = _place.sub("", message)
    if twice := _twice.fullmatch(says):
        name = ".".join(re.findall(r"'(.*?)'", twice[1])) if twice[1] else twice[2]
        return line, f"{name!r} is written twice; keep one of them."
    return line, SAID_BETTER.get(says, f"{says}.")


def _amiss(line: int, says: str) -> WrongPack:
    return WrongPack([FileFault(line, "", says)])
