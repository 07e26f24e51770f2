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
    "big5": "cp950",
    "iso8859-11": "cp874",
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

# Where the strict reading of a charset fails on what its users write all the same.
WIDER = {
    "iso2022_jp": "iso2022_jp_ext",
    "iso2022_jp_1": "iso2022_jp_ext",
    "euc_jp": "euc_jis_2004",
    "cp950": "big5hkscs",
}
JAPANESE = re.compile(rb"\x1b\$[@B]|\x1b\(J")
HIGH = bytes(range(128, 256))

_unwelcome = re.compile("[\x00\ud800-\udfff]")
_meta = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([a-zA-Z0-9_:.-]{2,40})""", re.IGNORECASE)


def decoded(data: bytes, claimed: str = "") -> str:
    """The text; never raises. Bytes that are valid UTF-8 beyond ASCII are UTF-8, since Latin text hardly ever is."""
    if data.isascii() and b"\x1b" not in data and b"+" not in data and b"~" not in data:
        return data.decode("ascii").replace("\x00", "")
    codec = codec_of(claimed)
    if JAPANESE.search(data) and not codec.startswith("iso2022"):
        codec = "iso2022_jp_ext"
    one_byte = codec in ("", "utf-8") or codec.startswith(ONE_BYTE)
    choices = ("utf-8-sig", codec or "cp1252") if one_byte else (codec, WIDER.get(codec, codec), "utf-8-sig")
    for choice in choices:
        try:
            return sane(data.decode(choice))
        except (UnicodeError, ValueError, LookupError):
            continue
    return sane(_least_broken(data, codec))


def _least_broken(data: bytes, codec: str) -> str:
    """With a mark for each character that is none: as UTF-8 or as claimed, if that leaves few marks."""
    beyond = max(1, len(data) - len(data.translate(None, HIGH)))
    for choice in ("utf-8", codec):
        try:
            text = data.decode(choice, "replace") if choice else ""
        except (UnicodeError, ValueError, LookupError):
            continue
        if text and text.count("\ufffd") * 6 <= beyond:
            return text
    return data.decode("latin-1" if codec.startswith("iso8859-1") else "cp1252", "replace")


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
