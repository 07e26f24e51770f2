"""Mails in files, one at a time, with how far through the bytes we are: for a progress bar and little memory."""

from collections.abc import Iterator
from pathlib import Path


def mails_in_file(path: Path) -> Iterator[tuple[int, bytes]]:
    """(bytes read so far, mail) for each mail of an mbox file; ">From " lines are unquoted (mboxrd)."""
    lines: list[bytes] = []
    place = 0
    after_blank = True
    begun = False
    with path.open("rb") as file:
        for line in file:
            if after_blank and line.startswith(b"From "):
                if begun:
                    yield place, _joined(lines)
                lines, begun = [], True
            elif begun or line.strip():
                begun = True  # a file without a first "From " line is still mail
                quoted = line.startswith(b">") and line.lstrip(b">").startswith(b"From ")
                lines.append(line[1:] if quoted else line)
            place += len(line)
            after_blank = line in (b"\n", b"\r\n")
    if begun and lines:
        yield place, _joined(lines)


def mails_in_folder(folder: Path) -> Iterator[tuple[int, bytes]]:
    """(bytes read so far, mail) for each file, in the order of names; hidden files and Maildir's tmp are left out."""
    place = 0
    for path in _files(folder):
        raw = path.read_bytes()
        place += len(raw)
        if raw:
            yield place, raw


def size_of(source: Path) -> int:
    """Bytes to read in all."""
    return source.stat().st_size if source.is_file() else sum(path.stat().st_size for path in _files(source))


def _files(folder: Path) -> list[Path]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in found if not _left_out(path.relative_to(folder)))


def _left_out(path: Path) -> bool:
    return path.name.startswith(".") or "tmp" in path.parts[:-1]


def _joined(lines: list[bytes]) -> bytes:
    """Without the blank line that ends each mail in the file."""
    if lines and lines[-1] in (b"\n", b"\r\n"):
        lines = lines[:-1]
    return b"".join(lines)
