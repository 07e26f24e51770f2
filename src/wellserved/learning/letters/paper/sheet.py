"""A sheet of A4 with our type and colours, and where the next thing goes. Lengths in millimetres, sizes in points."""

from collections.abc import Sequence
from datetime import datetime

from fpdf import FPDF

from wellserved.learning.letters.paper.scripts import Scripts

MARGIN, WIDTH, HEIGHT = 16.0, 210.0, 297.0
ROW = 4.6  # of a chart: one line
Colour = tuple[int, int, int]
INK: Colour = (31, 29, 26)
SOFT: Colour = (86, 81, 74)
FAINT: Colour = (140, 133, 121)
LINE: Colour = (228, 223, 215)
SUNK: Colour = (242, 239, 234)
ACCENT: Colour = (11, 103, 87)
MID: Colour = (79, 163, 146)
GOOD: Colour = (95, 174, 120)
BAD: Colour = (224, 122, 111)


class Sheet:
    """Draws downwards from the top margin; `y` is where the next thing goes."""

    def __init__(self, title: str, language: str, made_at: datetime) -> None:
        self.pdf = FPDF(format="A4")
        self.pdf.set_auto_page_break(False)
        self.pdf.set_margin(0)
        self.pdf.set_creation_date(made_at)
        self.pdf.set_title(title)
        self.pdf.set_lang(language)
        self.scripts = Scripts(self.pdf)
        self.pdf.add_page()
        self.y = MARGIN

    @property
    def left_over(self) -> float:
        return HEIGHT - MARGIN - self.y

    def words(
        self,
        text: str,
        *,
        size: float = 9,
        bold: bool = False,
        colour: Colour = INK,
        x: float = MARGIN,
        width: float = 178,
    ) -> None:
        """A paragraph at the next place."""
        self._type(size, bold, colour)
        self.pdf.set_xy(x, self.y)
        self.pdf.multi_cell(width, size * 0.5, self.scripts.written(text), align="L")
        self.y = self.pdf.get_y()

    def height_of(self, text: str, *, size: float = 9, width: float = 178) -> float:
        """How much room the paragraph would take."""
        return len(self.lines(text, size=size, width=width)) * size * 0.5

    def lines(self, text: str, *, size: float, width: float) -> list[str]:
        """The paragraph broken to fit."""
        self._type(size, False, INK)
        broken = self.pdf.multi_cell(
            width, size * 0.5, self.scripts.written(text), align="L", dry_run=True, output="LINES"
        )
        return [str(line) for line in broken]  # type: ignore[union-attr]

    def label(
        self,
        text: str,
        x: float,
        y: float,
        *,
        size: float = 7.5,
        colour: Colour = SOFT,
        align: str = "L",
        width: float = 60,
    ) -> None:
        """One line with its middle at `y`, from `x` on or, aligned to the right, up to it; too long it is cut."""
        self._type(size, False, colour)
        text = self._cut(self.scripts.written(text), width)
        self.pdf.set_xy(x - width if align == "R" else x, y - size * 0.2)
        self.pdf.cell(width, size * 0.4, text, align=align)

    def name(self, text: str, x: float, *, width: float, most: int = 2, size: float = 7.5) -> float:
        """What a row is called, on up to `most` lines from the next place; how high they are."""
        rows = self.lines(text, size=size, width=width) or [""]
        rows = [*rows[: most - 1], " ".join(rows[most - 1 :])] if len(rows) > most else rows
        for index, row in enumerate(rows):
            self.label(row, x, self.y + ROW / 2 + index * size * 0.42, size=size, colour=INK, width=width)
        return ROW + (len(rows) - 1) * size * 0.42

    def box(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        if width > 0:
            self.pdf.set_fill_color(*colour)
            self.pdf.rect(x, y, width, height, style="F")

    def line(self, x1: float, y1: float, x2: float, y2: float, *, colour: Colour = LINE, width: float = 0.2) -> None:
        self.pdf.set_draw_color(*colour)
        self.pdf.set_line_width(width)
        self.pdf.line(x1, y1, x2, y2)

    def dot(self, x: float, y: float, *, colour: Colour = ACCENT, radius: float = 0.9, hollow: bool = False) -> None:
        self.pdf.set_draw_color(*colour)
        self.pdf.set_line_width(0.4)
        self.pdf.set_fill_color(*((255, 255, 255) if hollow else colour))
        self.pdf.circle(x, y, radius, style="DF")

    def foot(self, lines: Sequence[str]) -> None:
        """In the room that is kept free under the margin's line, so that it always fits."""
        self.y = HEIGHT - MARGIN + 1
        for line in lines:
            self.words(line, size=6.5, colour=FAINT)

    def file(self) -> bytes:
        return bytes(self.pdf.output())

    def _type(self, size: float, bold: bool, colour: Colour) -> None:
        self.pdf.set_font("Inter", "B" if bold else "", size)
        self.pdf.set_text_color(*colour)

    def _cut(self, text: str, width: float) -> str:
        if self.pdf.get_string_width(text) <= width:
            return text
        while text and self.pdf.get_string_width(f"{text}…") > width:
            text = text[:-1]
        return f"{text.rstrip()}…"
