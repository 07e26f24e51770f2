"""What people make of themes, and that they were looked for."""

from dataclasses import dataclass

from wellserved.ground.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class ThemesGrouped(Event):
    """So many texts were looked at; `themes` were found, of which `known` were known before."""

    texts: int
    themes: int
    known: int


@dataclass(frozen=True, kw_only=True)
class ThemeNamed(Event):
    """Somebody said what it is called."""

    theme_id: int


@dataclass(frozen=True, kw_only=True)
class ThemePinned(Event):
    """It stands first and is never forgotten; not `pinned`: that is taken back."""

    theme_id: int
    pinned: bool


@dataclass(frozen=True, kw_only=True)
class ThemeHidden(Event):
    """It is of no interest; not `hidden`: that is taken back."""

    theme_id: int
    hidden: bool


@dataclass(frozen=True, kw_only=True)
class ThemeMerged(Event):
    """It is the same as `into_id`, which counts for both; None parts them again."""

    theme_id: int
    into_id: int | None


@dataclass(frozen=True, kw_only=True)
class ThemeDivided(Event):
    """Two matters in it are told apart: `part_id` is the other one; not `divided`: that is taken back."""

    theme_id: int
    part_id: int
    divided: bool


@dataclass(frozen=True, kw_only=True)
class ThemeTextRemoved(Event):
    """Somebody said that a text does not speak of it; not `removed`: that is taken back."""

    theme_id: int
    text_kind: str
    text_id: int
    removed: bool
