"""Bytes to text, whatever charset they claim: the claim, then UTF-8, then Windows' Latin."""

import codecs
import re
from functools import lru_cache

# What is claimed, and what it means in the wild (the WHATWG encoding standard's supersets).
REALLY = {
    "iso8859-1": "cp1252",
    "latin-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "tis-620": "cp874",
}
SPELLINGS = {
    "unicode-1-1-utf-8": "utf-8",
    "utf8mb4": "utf-8",
    "x-sjis": "cp932",
    "ks_c_5601-1987": "cp949",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-8-e": "iso-8859-8",
    "x-gbk": "gb18030",
    "x-mac-roman": "mac-roman",
    "macintosh": "mac-roman",
    "x-user-defined": "cp1252",
    "ansi": "cp1252",
    "cp-850": "cp850",
}
ONE_BYTE = ("cp12", "iso8859", "koi8", "cp874", "cp85", "cp866", "mac")
# Not charsets of mail: slow, or a way to smuggle.
NEVER = frozenset({"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "mbcs", "oem"})

_unwelcome = re.compile("[\x00\ud800-\udfff]")
_meta = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([a-zA-Z0-9_:.-]{2,40})""", re.IGNORECASE)


def decoded(data: bytes, claimed: str = "") -> str:
    """The text; never raises. Bytes that are valid UTF-8 beyond ASCII are UTF-8, since Latin text hardly ever is."""
    if data.isascii() and b"\x1b" not in data and b"+" not in data and b"~" not in data:
        return data.decode("ascii").replace("\x00", "")
    codec = codec_of(claimed)
    one_byte = codec in ("", "utf-8") or codec.startswith(ONE_BYTE)
    for choice in ("utf-8-sig", codec or "cp1252") if one_byte else (codec, "utf-8-sig"):
        try:
            return sane(data.decode(choice))
        except (UnicodeError, ValueError, LookupError):
            continue
    return sane(data.decode("cp1252", "replace"))


@lru_cache(maxsize=200)
def codec_of(claimed: str) -> str:
    """Python's name for a claimed charset in its widest meaning; "" if it is none."""
    name = claimed.strip().strip("\"'").lower()
    name = SPELLINGS.get(name, name)
    try:
        found = codecs.lookup(name) if name and name.isascii() else None
    except (LookupError, ValueError):
        found = None
    if found is None or found.name in NEVER or not getattr(found, "_is_text_encoding", True):
        return ""
    return REALLY.get(found.name, found.name)


def of_html(data: bytes) -> str:
    """The charset that an HTML page claims for itself, or ""."""
    found = _meta.search(data[:3000])
    return found[1].decode("ascii") if found else ""


def sane(text: str) -> str:
    """Without what no database takes: NUL and halves of surrogate pairs."""
    return _unwelcome.sub("", text)
