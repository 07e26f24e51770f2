"""The letter on one page of A4, as a PDF. The same letter read by the same colleague is the same file."""

from datetime import UTC, datetime, time

from wellserved.ground.accounts.models import Staff
from wellserved.learning.letters.models import Letter
from wellserved.learning.letters.paper.page import page
from wellserved.learning.letters.reads import praise


def drawn(letter: Letter, viewer: Staff) -> bytes:
    """The file."""
    told = praise.told(viewer, letter.praise)
    made_at = datetime.combine(letter.written_at.astimezone(UTC), time(), UTC)
    return page(letter.figures, letter.site.name, letter.month, told, made_at)


def file_name(letter: Letter) -> str:
    return f"{letter.site.slug}-{letter.month:%Y-%m}.pdf"
