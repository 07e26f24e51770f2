"""What an archive or a document holds, by its table of contents; nothing is unpacked."""

import re
import struct
from dataclasses import dataclass

TABLE_BYTES = 2_000_000  # the table of contents stands at the end; of a longer one the last part is read
MOST_NAMES = 10_000
SEARCHED_BYTES = 20_000_000
ENTRY = b"PK\x01\x02"  # central directory file header, APPNOTE.TXT 4.3.12
ENTRY_HEAD = struct.Struct("<4sHHHHHHIIIHHHHHII")
_entry = re.compile(re.escape(ENTRY))
_macros_in_ole = "_VBA_PROJECT".encode("utf-16-le")


@dataclass(frozen=True)
class Inside:
    names: tuple[str, ...] = ()
    has_macros: bool = False
    is_encrypted: bool = False
    is_too_large: bool = False


def inside(data: bytes) -> Inside:
    """What a ZIP (which modern documents are) or an old Office document holds; never raises."""
    if not data.startswith(b"PK"):
        return Inside(has_macros=data.find(_macros_in_ole, 0, SEARCHED_BYTES) >= 0)
    names: list[str] = []
    encrypted = False
    start = max(0, len(data) - TABLE_BYTES)
    for match in _entry.finditer(data, start):
        head = data[match.start() : match.start() + ENTRY_HEAD.size]
        if len(head) < ENTRY_HEAD.size or len(names) >= MOST_NAMES:
            break
        fields = ENTRY_HEAD.unpack(head)
        flags, length = fields[3], fields[10]
        begin = match.start() + ENTRY_HEAD.size
        names.append(data[begin : begin + length].decode("utf-8" if flags & 0x800 else "cp437", "replace"))
        encrypted = encrypted or bool(flags & 1)
    macros = any(name.lower().endswith(("vbaproject.bin", "vbadata.xml")) for name in names)
    return Inside(tuple(names), macros, encrypted, is_too_large=len(names) >= MOST_NAMES)
