"""What a file really is, told by its content; and what to mind before it is opened."""

import re
from dataclasses import dataclass
from pathlib import Path, PurePath

from wellserved.ground.safety.archives import Inside, inside
from wellserved.ground.safety.html import words

HEAD_BYTES = 4096


@dataclass(frozen=True)
class Kind:
    """`name` is what people call it; `endings` those that fit, none where any will do."""

    name: str
    endings: frozenset[str] = frozenset()
    is_dangerous: bool = False
    is_picture: bool = False  # one that we redraw
    is_text: bool = False


def _kind(name: str, endings: str = "", **facts: bool) -> Kind:
    return Kind(name, words(endings), **facts)


PDF, ZIP, OLE = _kind("PDF", "pdf ai"), _kind("archive", "zip"), _kind("Office document", "doc xls ppt msg pub")
PROGRAM = _kind("program", "exe dll com scr sys cpl ocx", is_dangerous=True)
SCRIPT = _kind("script", "sh py pl rb cgi", is_dangerous=True)
PAGE = _kind("web page", "html htm xhtml mht", is_dangerous=True)
DRAWING = _kind("drawing that can hold scripts", "svg", is_dangerous=True)
TEXT, UNKNOWN = _kind("text", is_text=True), _kind("file")

# Where it begins, with which bytes: https://www.garykessler.net/library/file_sigs.html
SIGNATURES: tuple[tuple[int, bytes, Kind], ...] = (
    (0, b"\x89PNG\r\n\x1a\n", _kind("picture", "png", is_picture=True)),
    (0, b"\xff\xd8\xff", _kind("picture", "jpg jpeg jpe jfif", is_picture=True)),
    (0, b"GIF8", _kind("picture", "gif", is_picture=True)),
    (8, b"WEBP", _kind("picture", "webp", is_picture=True)),
    (0, b"BM", _kind("picture", "bmp", is_picture=True)),
    (0, b"II*\0", _kind("picture", "tif tiff dng nef arw cr2")),
    (0, b"MM\0*", _kind("picture", "tif tiff dng nef")),
    (4, b"ftyphei", _kind("picture", "heic heif")),
    (4, b"ftypmif1", _kind("picture", "heic heif avif")),
    (4, b"ftypavif", _kind("picture", "avif")),
    (4, b"ftyp", _kind("film or sound", "mp4 m4a m4v mov 3gp")),
    (0, b"ID3", _kind("sound", "mp3")),
    (0, b"\xff\xfb", _kind("sound", "mp3")),
    (0, b"OggS", _kind("sound", "ogg oga opus ogv")),
    (8, b"WAVE", _kind("sound", "wav")),
    (0, b"%PDF-", PDF),
    (0, b"PK\x03\x04", ZIP),
    (0, b"PK\x05\x06", ZIP),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
    (0, b"{\\rtf", _kind("document", "rtf doc")),
    (0, b"7z\xbc\xaf\x27\x1c", _kind("archive that cannot be looked into", "7z", is_dangerous=True)),
    (0, b"Rar!\x1a\x07", _kind("archive that cannot be looked into", "rar", is_dangerous=True)),
    (0, b"MSCF", _kind("archive that cannot be looked into", "cab", is_dangerous=True)),
    (0, b"\x1f\x8b", _kind("compressed file", "gz tgz")),
    (0, b"BZh", _kind("compressed file", "bz2 tbz2")),
    (0, b"\xfd7zXZ\0", _kind("compressed file", "xz txz")),
    (0, b"MZ", PROGRAM),
    (0, b"\x7fELF", _kind("program", "so bin", is_dangerous=True)),
    (0, b"\xca\xfe\xba\xbe", _kind("program", "class dylib", is_dangerous=True)),
    (0, b"\xcf\xfa\xed\xfe", _kind("program", "dylib", is_dangerous=True)),
    (0, b"L\0\0\0\x01\x14\x02\0", _kind("shortcut", "lnk", is_dangerous=True)),
    (0, b"#!", SCRIPT),
)  # fmt: skip
_page = re.compile(rb"<(?:!doctype\s+html|html|head|body|script|iframe)[\s>]", re.IGNORECASE)
_drawing = re.compile(rb"<(?:\w+:)?svg[\s>]", re.IGNORECASE)
DANGEROUS = words(
    """app apk application bat bin chm cmd com cpl deb desktop diagcab dll dmg docm dotm exe gadget hta htm html img
    inf ins iso jar jnlp js jse lnk mht mhtml msc msi msix msp pif pkg potm ppam ppsm pptm ps1 psm1 py rb reg rpm scf
    scr sct settingcontent-ms sh shb sldm svg sys url vb vbe vbs vhd vhdx wsc wsf wsh xbap xhtml xlam xll xlsm xltm
    one"""
)


TEXT_ENDINGS = words("csv eml ics json log md txt vcf xml")


@dataclass(frozen=True)
class Looked:
    """What is known about a file. `warnings` are sentences to read before it is opened."""

    kind: Kind
    warnings: tuple[str, ...] = ()

    @property
    def is_dangerous(self) -> bool:
        return bool(self.warnings)


def looked_at(data: bytes, name: str) -> Looked:
    """What the bytes are and what to mind, whatever the name says."""
    ending = PurePath(name.rstrip(" .").lower()).suffix[1:]
    kind = kind_of(data[:HEAD_BYTES])
    if kind in (PAGE, DRAWING) and ending in TEXT_ENDINGS:
        kind = TEXT  # a letter about a web page is none
    warnings: list[str] = []
    if kind.endings and ending not in kind.endings and kind not in (ZIP, OLE) and (kind.is_dangerous or ending):
        warnings.append(f"It is called .{ending}, but it is a {kind.name}." if ending else f"It is a {kind.name}.")
    elif kind.is_dangerous:
        warnings.append(f"It is a {kind.name}: opening it can do harm.")
    if ending in DANGEROUS and not warnings:
        warnings.append(f"Files that end in .{ending} can do harm when they are opened.")
    if kind in (ZIP, OLE):
        warnings += _about(inside(data), ending)
    return Looked(kind, tuple(dict.fromkeys(warnings)))


def looked_at_file(path: Path, name: str) -> Looked:
    """The same of a file on the disk; only what holds others is read whole."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
        return looked_at(head + file.read() if kind_of(head) in (ZIP, OLE) else head, name)


def kind_of(head: bytes) -> Kind:
    """By how it begins."""
    for start, signature, kind in SIGNATURES:
        if head.startswith(signature, start):
            return kind
    if b"\0" in head:
        return UNKNOWN
    if _drawing.search(head):
        return DRAWING
    return PAGE if _page.search(head) else TEXT


def _about(found: Inside, ending: str) -> list[str]:
    said = []
    if found.has_macros:
        said.append("It holds macros: programs that run when the document is opened.")
    if found.is_encrypted:
        said.append("It is encrypted, so nobody could look into it.")
    if found.is_too_large:
        said.append("It holds more files than we look at.")
    harmful = [name for name in found.names if PurePath(name.rstrip(" .").lower()).suffix[1:] in DANGEROUS]
    if harmful and ending not in DANGEROUS:
        said.append(f"It holds {harmful[0][-80:]!r}: opening that can do harm.")
    return said
