"""Header fields, read tolerantly: encoded words, raw eight-bit text, addresses, ids."""

import binascii
import re
from collections.abc import Iterable
from email.message import Message
from email.utils import getaddresses

from wellserved.serving.channels.email.reading.charsets import decoded, sane
from wellserved.serving.channels.email.reading.model import Person

LONGEST = 20_000  # characters of one field that are looked at
MOST_PEOPLE = 200
MOST_IDS = 100
ID_CHARACTERS = 255
MOST_FIELDS = 2_000

Fields = dict[str, list[str]]  # lower-case name -> raw values, in order

_word = re.compile(r"=\?([^?\s*]*)(?:\*[^?]*)?\?([bBqQ])\?(.*?)\?=")
_fold = re.compile(r"\r?\n[ \t]*|\r")
_spaces = re.compile(r"[\s\x00-\x1f\x7f]+")
_q = re.compile(r"=([0-9a-fA-F]{2})")
# Blanks are single by then (people): with runs of them its neighbouring repeats would take a minute for one field.
_one_person = re.compile(r'^\s*(?:"((?:[^"\\]|\\.)*)"|([^"<>,;:()]*?))\s*<\s*([^<>\s@,;]+@[^<>\s@,;]+)\s*>\s*$')
_bare_address = re.compile(r"^\s*([^<>\s@,;:\"()]+@[^<>\s@,;:\"()]+)\s*$")
# Only from where a word begins: tried from each of its letters, a long one takes seconds.
_anywhere = re.compile(r'(?<![^\s<>,;:"()@])[^\s<>,;:"()@]+@[^\s<>,;:"()@]+')
_id = re.compile(r"<([^<>]+)>")


def fields_of(message: "Message[str, str]") -> Fields:
    """All header fields of a part."""
    fields: Fields = {}
    for count, (name, value) in enumerate(message.raw_items()):
        if count >= MOST_FIELDS:
            break
        fields.setdefault(name.strip().lower(), []).append(str(value)[:LONGEST])
    return fields


def first(fields: Fields, name: str) -> str:
    return fields[name][0] if name in fields else ""


def text(raw: str, charset: str = "") -> str:
    """A field as a person reads it, on one line; `charset` is what raw bytes in it probably are."""
    raw = _fold.sub(" ", raw)
    if "=?" in raw:
        raw = _words(raw, charset)
    elif not raw.isascii():
        raw = eight_bit(raw, charset)
    return _spaces.sub(" ", sane(raw)).strip()


def people(raws: Iterable[str], charset: str = "") -> tuple[Person, ...]:
    """The people of address fields; what has no @ is nobody. Decoded after splitting: a name may hold commas."""
    found: dict[str, Person] = {}
    left = LONGEST
    for raw in raws:
        raw = _spaces.sub(" ", raw if raw.isascii() else eight_bit(raw, charset))[: max(left, 0)]
        left -= len(raw)
        for person in _people(raw):
            found.setdefault(person.address, person)
    return tuple(found.values())[:MOST_PEOPLE]


def ids(raws: Iterable[str]) -> tuple[str, ...]:
    """Message ids without brackets; tolerates folded, encoded and bare ones."""
    found: dict[str, None] = {}
    for raw in raws:
        raw = _fold.sub(" ", raw)
        if "=?" in raw and "@" not in raw.replace("=?", "", 1).partition("=?")[0]:
            raw = _words(raw)
        listed = _id.findall(raw) or [word for word in raw.split() if "@" in word]
        for one in listed:
            clean = sane("".join(one.split()))[:ID_CHARACTERS]
            if clean:
                found[clean] = None
    return tuple(found)[-MOST_IDS:]


def _people(raw: str) -> list[Person]:
    if one := _one_person.match(raw):
        name = one[1].replace('\\"', '"').replace("\\\\", "\\") if one[1] is not None else one[2]
        return [_person(name, one[3])]
    if bare := _bare_address.match(raw):
        return [_person("", bare[1])]
    try:
        pairs = [(name, address) for name, address in getaddresses([raw]) if "@" in address]
    except Exception:  # the standard parser has raised IndexError, ValueError and others on real fields
        pairs = []
    if not pairs and "=?" in raw:
        plain = text(raw)
        return _people(plain) if "=?" not in plain else []
    if not pairs:
        pairs = [("", address) for address in _anywhere.findall(raw)]
    return [_person(name, address) for name, address in pairs]


def _person(name: str, address: str) -> Person:
    address = sane("".join(address.split())).strip("<>'\"").casefold()
    shown = _unquoted(text(name)[:200].strip()) if name else ""
    return Person(address[:320], "" if shown.casefold() == address else shown)


def _unquoted(name: str) -> str:
    """Without the quotes around it; those around a part of it stay."""
    bare = name.strip("'\"")
    return name if '"' in bare else bare


def _words(raw: str, around: str = "") -> str:
    """RFC 2047, with its usual violations: words inside quotes, characters split between words, raw bytes around."""
    out: list[str] = []
    end = 0
    charset, held = "", b""
    # Where none can end any more, each beginning would look for its end all the way.
    for match in _word.finditer(raw, 0, raw.rfind("?=") + 2):
        between = raw[end : match.start()]
        new = match[1].lower()
        if between.strip() or new != charset or not held:
            out.append(decoded(held, charset) if held else "")
            held = b""
            # Space between two encoded words belongs to the folding, not to the text.
            if between.strip() or end == 0:
                out.append(eight_bit(between, around))
        charset = new
        held += _base64(match[3]) if match[2] in "bB" else _quoted(match[3])
        end = match.end()
    out.append(decoded(held, charset) if held else "")
    out.append(eight_bit(raw[end:], around))
    return "".join(out)


def _base64(word: str) -> bytes:
    letters = re.sub(r"[^A-Za-z0-9+/]", "", word.replace("-", "+").replace("_", "/"))
    if len(letters) % 4 == 1:
        letters = letters[:-1]
    try:
        return binascii.a2b_base64(letters + "=" * (-len(letters) % 4))
    except (binascii.Error, ValueError):
        return b""


def _quoted(word: str) -> bytes:
    raw = word.replace("_", " ").encode("utf-8", "surrogateescape")
    return _q_bytes.sub(lambda m: bytes([int(m[1], 16)]), raw)


_q_bytes = re.compile(rb"=([0-9a-fA-F]{2})")


def eight_bit(raw: str, charset: str = "") -> str:
    """Text of raw bytes, which Python's parser keeps as surrogates: UTF-8 (RFC 6532), else in this charset."""
    if raw.isascii():
        return raw
    data = raw.encode("utf-8", "surrogateescape")
    try:
        return data.decode()
    except UnicodeDecodeError:
        return decoded(data, charset)
