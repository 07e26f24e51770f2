"""What a data folder was last prepared for; while that is still so, the pages can start at once."""

import hashlib
from importlib import metadata
from pathlib import Path

import wellserved

NAME = "prepared"


def fits(data: Path, database_url: str) -> bool:
    """Whether this very version prepared this folder for this database; cheap, and needs no Django."""
    try:
        return (data / NAME).read_text() == _stamp(database_url)
    except OSError:
        return False


def put(data: Path, database_url: str) -> None:
    (data / NAME).write_text(_stamp(database_url))


def _stamp(database_url: str) -> str:
    root = Path(wellserved.__file__).parent
    ours = (path.relative_to(root).as_posix() for path in root.rglob("migrations/0*.py"))
    theirs = (f"{name} {metadata.version(name)}" for name in ("django", "django-allauth"))
    facts = "\n".join([wellserved.__version__, database_url, *theirs, *sorted(ours)])
    return hashlib.sha256(facts.encode()).hexdigest()
