"""How a message appears at the desk: its formatted version, its files and what to mind of them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from wellserved.ground import files
from wellserved.ground.safety import letters
from wellserved.ground.safety.kinds import UNKNOWN, Looked, looked_at_file
from wellserved.serving.channels.email import reads as email
from wellserved.serving.conversations.models import Attachment, Direction, Message
from wellserved.surfaces.downloads import address_of

LOGO_BYTES = 20_000  # smaller pictures are a company's logo under a signature
NEWSLETTER_PICTURES = 3
TABLE_CELLS = 3  # so many more cells than rows, and it is a table of facts

_quote = re.compile(r'<blockquote|class="[^"]*quote')


@dataclass(frozen=True)
class Enclosed:
    """A file. `small` and `large` are where its picture is, "" if it has none."""

    file: Attachment
    look: Looked
    small: str = ""
    large: str = ""


@dataclass(frozen=True)
class Letter:
    """The formatted version. It `opens` by itself where it says more than the plain one."""

    opens: bool
    pictures: int  # that are elsewhere
    pixels: int  # that would have told the sender
    are_shown: bool  # because a colleague said so about this sender


@dataclass(frozen=True)
class Appearance:
    letter: Letter | None = None
    files: tuple[Enclosed, ...] = ()


def appearances(messages: Iterable[Message]) -> dict[int, Appearance]:
    """By the message's id; their attachments must have been fetched."""
    messages = list(messages)
    trusted = email.shown_pictures_of({m.sender for m in messages if m.html and m.direction == Direction.INBOUND})
    return {message.id: _appearance(message, trusted) for message in messages}


def look_at(file: Attachment) -> Looked:
    """What the file is and what to mind before it is opened."""
    return _looked(file.sha256, file.name)


def is_trusted(message: Message, trusted: frozenset[str]) -> bool:
    """Whether its pictures are shown at once: its sender's are, and nothing says that the sender is forged."""
    return message.sender.casefold() in trusted and message.checks.get("verdict") != "forged"


def _appearance(message: Message, trusted: frozenset[str]) -> Appearance:
    attached = list(message.attachments.all())
    if not message.html or message.direction == Direction.NOTE:
        return Appearance(None, tuple(_enclosed(file) for file in attached))
    inline = letters.named_enclosures(message.html)
    within = [file for file in attached if file.content_id and file.content_id.strip("<>") in inline]
    found = letters.remote(message.html)
    opens = message.direction == Direction.INBOUND and _says_more(message.html, within, len(found.pictures))
    letter = Letter(opens, len(found.pictures), found.pixels, is_trusted(message, trusted))
    return Appearance(letter, tuple(_enclosed(file) for file in attached if file not in within))


def _says_more(html: str, within: list[Attachment], remote: int) -> bool:
    """Whether the formatted version shows what words don't: pictures, or a table of facts; a logo is neither."""
    new = _quote.split(html, maxsplit=1)[0]
    is_table = new.count("<td") + new.count("<th") - new.count("<tr") - new.count("<thead") >= TABLE_CELLS
    return is_table or remote >= NEWSLETTER_PICTURES or any(file.size > LOGO_BYTES for file in within)


def _enclosed(file: Attachment) -> Enclosed:
    look = look_at(file)
    if not look.kind.is_picture or file.scan == Attachment.INFECTED:
        return Enclosed(file, look)
    return Enclosed(file, look, address_of(file, "small"), address_of(file, "large"))


@lru_cache(4096)
def _looked(sha256: str, name: str) -> Looked:
    """A file of that name and content is always the same."""
    try:
        return looked_at_file(files.path(sha256), name)
    except (FileNotFoundError, ValueError):
        return Looked(UNKNOWN)
