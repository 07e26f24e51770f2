"""The packs that come with Wellserved, one TOML file each, in our own words; unpacking.py reads them."""

from functools import cache
from importlib import resources

from wellserved.serving.standards.nearest import did_you_mean
from wellserved.serving.standards.pack import Pack
from wellserved.serving.standards.unpacking import read


class UnknownPack(LookupError):  # noqa: N818 - a fact about what was asked for
    """No pack of that name comes with Wellserved; the message says which do."""


@cache
def names() -> tuple[str, ...]:
    """In the order of the alphabet."""
    files = resources.files(__name__).iterdir()
    return tuple(sorted(file.name.removesuffix(".toml") for file in files if file.name.endswith(".toml")))


def text(name: str) -> bytes:
    """The file as it is shipped: a good beginning for one's own."""
    if name not in names():
        raise UnknownPack(f"No pack is called {name!r}; there are {', '.join(names())}.{did_you_mean(name, names())}")
    return resources.files(__name__).joinpath(f"{name}.toml").read_bytes()


@cache
def pack(name: str) -> Pack:
    """The pack of that name, or UnknownPack."""
    return read(text(name))
