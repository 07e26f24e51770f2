"""Files that are too large to travel in the mail: it carries a link to their page instead. Pure."""

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from wellserved.ui.words import filesize


@dataclass(frozen=True)
class Parcel:
    """`files` are names and sizes (bytes)."""

    link: str
    until: datetime
    files: Sequence[tuple[str, int]]

    @property
    def text(self) -> str:
        """What stands under the words of the mail."""
        listed = "\n".join(f"- {name} ({filesize(size)})" for name, size in self.files)
        return f"{self._heading}\n{self.link}\n{listed}\n"

    @property
    def html(self) -> str:
        listed = "".join(f"<li>{html.escape(name)} ({filesize(size)})</li>" for name, size in self.files)
        link = html.escape(self.link)
        return f'<p>{self._heading}<br>\n<a href="{link}">{link}</a></p>\n<ul>{listed}</ul>\n'

    @property
    def _heading(self) -> str:
        return f"Files for you, until {self.until.day} {self.until:%B %Y}:"


def goes_by_link(sizes: Iterable[int], limit: int) -> bool:
    """Whether files of these sizes (bytes) are too large together. Encoded for a mail they grow by a third."""
    return sum(sizes) > limit
