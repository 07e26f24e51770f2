"""A ZIP file that is sent while it is made: whatever its size, little of it is in memory at once."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

Entry = tuple[str, Iterable[bytes]]  # its name inside, and what it holds


def zipped(entries: Iterable[Entry], at: datetime) -> Iterator[bytes]:
    """Each entry's parts are asked for only when those before them have been taken. Names are the caller's."""
    pipe = _Pipe()
    with ZipFile(pipe, "w", ZIP_DEFLATED) as archive:
        for name, parts in entries:
            info = ZipInfo(name, at.timetuple()[:6])
            info.compress_type = ZIP_DEFLATED
            with archive.open(info, "w", force_zip64=True) as file:
                for part in parts:
                    file.write(part)
                    yield pipe.taken()
    yield pipe.taken()


class _Pipe:
    """What is written stays until it is taken."""

    def __init__(self) -> None:
        self._written: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._written.append(bytes(data))
        return len(data)

    def flush(self) -> None: ...

    def close(self) -> None: ...

    def taken(self) -> bytes:
        data = b"".join(self._written)
        self._written.clear()
        return data
