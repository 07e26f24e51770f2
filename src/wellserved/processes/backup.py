"""A house in one file: a tar of what it knows (the database), holds (files) and is known by (keys)."""

import io
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from wellserved import __version__
from wellserved.config.environment import for_child

FOLDERS = ("keys", "files", "outbox")
SQLITE, DUMP, ABOUT = "database.sqlite3", "database.dump", "about.json"


class Impossible(Exception):  # noqa: N818 - reads as a sentence: raise Impossible
    """It can't be done; the message says why and what to do."""


def back_up(data: Path, database: dict[str, Any], file: Path, at: datetime) -> int:
    """Write the backup while the house runs; returns its size in bytes. Complete, or not there at all.

    The database comes first: a file is kept before the row that names it, so none of its files is missing later.
    """
    if file.exists():
        raise Impossible(f"{file} is there already; name another file.")
    about = {"version": __version__, "made_at": at.isoformat(), "database": _name_inside(database)}
    fresh = file.with_name(f".{file.name}.part")
    try:
        with tempfile.TemporaryDirectory(dir=file.parent) as folder:
            copy = Path(folder) / _name_inside(database)
            _copy_database(database, copy)
            with (
                os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as target,
                tarfile.open(fileobj=target, mode="w:gz" if file.suffix in (".gz", ".tgz") else "w") as tar,
            ):
                words = json.dumps(about, indent=2).encode()
                head = tarfile.TarInfo(ABOUT)
                head.size = len(words)
                tar.addfile(head, io.BytesIO(words))
                tar.add(copy, copy.name)
                for name in FOLDERS:
                    if (data / name).is_dir():
                        tar.add(data / name, name, filter=_whole)
        fresh.rename(file)
    finally:
        fresh.unlink(missing_ok=True)
    return file.stat().st_size


def restore(file: Path, data: Path, database: dict[str, Any]) -> str:
    """Make an empty folder (and database) the house of the backup; returns when that was made."""
    if data.exists() and any(path.name != "run.lock" for path in data.iterdir()):
        raise Impossible(f"{data} is not empty. Restore into a new folder: wellserved restore {file} --data NEW")
    inside = _name_inside(database)
    with _beside(data) as folder:
        about = _unpack(file, folder)
        if about["database"] != inside:
            kind = "SQLite" if about["database"] == SQLITE else "PostgreSQL"
            raise Impossible(f"{file} holds a {kind} database; set DATABASE_URL accordingly.")
        if inside == DUMP:
            _load_dump(database, folder / DUMP)
            (folder / DUMP).unlink()
        else:
            (folder / SQLITE).rename(database["NAME"])
        for path in folder.iterdir():
            path.rename(data / path.name)
    return str(about["made_at"])


def _name_inside(database: dict[str, Any]) -> str:
    return SQLITE if database["ENGINE"].endswith("sqlite3") else DUMP


def _whole(member: tarfile.TarInfo) -> tarfile.TarInfo | None:
    """Leave out what is just being written (files.keep begins those names with a dot)."""
    return None if PurePosixPath(member.name).name.startswith(".") else member


def _copy_database(database: dict[str, Any], copy: Path) -> None:
    if copy.name == SQLITE:
        with closing(sqlite3.connect(database["NAME"])) as house, closing(sqlite3.connect(copy)) as target:
            house.backup(target)
            target.execute("PRAGMA journal_mode=DELETE")
        return
    _tool(database, "pg_dump", "--format=custom", "--no-owner", f"--file={copy}")


def _load_dump(database: dict[str, Any], dump: Path) -> None:
    _tool(database, "pg_restore", "--no-owner", "--exit-on-error", "--single-transaction", str(dump))


def _tool(database: dict[str, Any], program: str, *words: str) -> None:
    found = shutil.which(program)
    if found is None:
        raise Impossible(f"{program} is not installed here; it comes with PostgreSQL's client programs.")
    place = {"PGHOST": database["HOST"], "PGPORT": database["PORT"], "PGUSER": database["USER"]}
    place |= {"PGPASSWORD": database["PASSWORD"], "PGDATABASE": database["NAME"]}
    for name, variable in (("host", "PGHOST"), ("sslmode", "PGSSLMODE")):
        place |= {variable: database["OPTIONS"][name]} if name in database["OPTIONS"] else {}
    if program == "pg_restore":
        words = (f"--dbname={database['NAME']}", *words)
    ran = subprocess.run([found, *words], env=for_child(**place), capture_output=True, text=True, check=False)  # noqa: S603
    if ran.returncode:
        raise Impossible(f"{program} failed: {ran.stderr.strip()}")


@contextmanager
def _beside(data: Path) -> Iterator[Path]:
    """A folder on the same disk that goes away again; `data` exists afterwards."""
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(dir=data.parent, prefix=".restoring-") as folder:
        yield Path(folder)


def _unpack(file: Path, folder: Path) -> dict[str, Any]:
    """Our own kinds of members only, wherever the file came from."""
    about: dict[str, Any] | None = None
    try:
        with tarfile.open(file) as tar:
            for member in tar:
                parts = PurePosixPath(member.name).parts
                known = parts[0] in FOLDERS or (len(parts) == 1 and parts[0] in (SQLITE, DUMP, ABOUT))
                if not known or ".." in parts or not (member.isfile() or member.isdir()):
                    raise Impossible(f"{file} is not a backup of Wellserved: it holds {member.name!r}.")
                source = tar.extractfile(member)
                target = folder.joinpath(*parts)
                if source is None:
                    target.mkdir(mode=0o700, parents=True, exist_ok=True)
                elif parts == (ABOUT,):
                    about = json.load(source)
                else:
                    target.parent.mkdir(parents=True, exist_ok=True)
                    with target.open("xb") as kept:
                        shutil.copyfileobj(source, kept)
                    target.chmod(0o600)
    except (OSError, tarfile.TarError, ValueError) as error:
        raise Impossible(f"{file} cannot be read as a backup: {error}") from None
    if about is None:
        raise Impossible(f"{file} is not a backup of Wellserved: it does not say what it is ({ABOUT}).")
    return about
