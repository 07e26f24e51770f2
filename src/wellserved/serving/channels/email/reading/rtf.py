"""The words of a compressed RTF body: all that Outlook's winmail.dat may hold of a letter.

Compression as in [MS-OXRTFCP]. Of RTF itself only what words take: HTML that hides in it ([MS-OXRTFEX]) is told by
the RTF beside it.
"""

import re
from itertools import islice
from struct import unpack_from

BEGINS_WITH = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor "
    rb"MS Sans SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    b"\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)  # what both sides know before the first byte
WINDOW = 4096
MOST_BYTES = 1_000_000
MOST_TOKENS = 300_000  # about a second
DEEPEST = 200
BREAKS = {"par": "\n", "line": "\n", "sect": "\n", "page": "\n", "row": "\n", "cell": "\t", "tab": "\t"}
SIGNS = {
    "emdash": "\u2014", "endash": "\u2013", "bullet": "\u2022",
    "lquote": "\u2018", "rquote": "\u2019", "ldblquote": "\u201c", "rdblquote": "\u201d",
}  # fmt: skip
SILENT = frozenset(
    {"fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "header", "headerl", "headerr", "headerf",
     "footer", "footerl", "footerr", "footerf"}
)  # fmt: skip

_token = re.compile(rb"\\([a-z]{1,32})(-?\d{1,7})? ?|\\'([0-9a-fA-F]{2})|\\(.)|([{}])|[\r\n]+|([^\\{}\r\n]+)", re.S)


def decompressed(data: bytes) -> bytes:
    """The RTF, as far as it can be had; ValueError, IndexError or struct.error for what is none."""
    size, kind = unpack_from("<xxxxI4s", data)
    if kind == b"MELA":
        return data[16 : 16 + min(size, MOST_BYTES)]
    if kind != b"LZFu":
        raise ValueError("no compressed RTF")
    window = bytearray(BEGINS_WITH.ljust(WINDOW, b" "))
    made, write, place = bytearray(), len(BEGINS_WITH), 16
    while len(made) < min(size, MOST_BYTES) and place < len(data):
        control, place = data[place], place + 1
        for bit in range(8):
            if not control >> bit & 1:
                piece, place = bytearray(data[place : place + 1]), place + 1
            else:
                (reference,) = unpack_from(">H", data, place)
                offset, length, place = reference >> 4, (reference & 15) + 2, place + 2
                if offset == write % WINDOW:
                    return bytes(made)
                piece = bytearray()
                for step in range(length):  # what it repeats may be what it has just written
                    piece.append(window[(offset + step) % WINDOW])
                    window[(write + step) % WINDOW] = piece[-1]
            for letter in piece:
                window[write % WINDOW] = letter
                write += 1
            made += piece
    return bytes(made)


def words_of(rtf: bytes) -> str:
    """What a reader of it would read."""
    said: list[str] = []
    held = bytearray()  # bytes of the code page, of which several may be one letter
    code_page, skip = "cp1252", 0
    groups: list[tuple[bool, int]] = []
    silent, fallback = False, 1  # letters that follow a \u for those who know no Unicode
    for match in islice(_token.finditer(rtf), MOST_TOKENS):
        word, number, code, sign, brace, plain = match.groups()
        if (code or plain) and not silent:
            letters = bytes.fromhex(code.decode()) if code else plain
            skipped = min(skip, len(letters))
            held += letters[skipped:]
            skip -= skipped
            continue
        said.append(_decoded(held, code_page))
        held.clear()
        if brace == b"{":
            groups.append((silent, fallback))
            if len(groups) > DEEPEST:
                break
        elif brace == b"}":
            silent, fallback = groups.pop() if groups else (silent, fallback)
        elif sign == b"*":
            silent = True
        elif word:
            name, value = word.decode(), int(number or 0)
            silent = silent or name in SILENT
            if name == "ansicpg":
                code_page = f"cp{value}"
            elif name == "uc":
                fallback = value
            elif not silent and name == "u":
                said.append(chr(value % 65536))
                skip = fallback
            elif not silent:
                said.append(BREAKS.get(name) or SIGNS.get(name, ""))
        elif sign and not silent:
            said.append({b"~": "\u00a0", b"_": "-"}.get(sign, sign.decode("latin-1") if sign in b"\\{}" else ""))
    said.append(_decoded(held, code_page))
    joined = "".join(said).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return joined.replace("\x00", "").strip()


def _decoded(held: bytearray, code_page: str) -> str:
    try:
        return held.decode(code_page, "replace")
    except LookupError:
        return held.decode("cp1252", "replace")
