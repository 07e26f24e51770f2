"""The five charts on paper. Each is drawn in a column at the sheet's place, and moves it down."""

from wellserved.learning.letters.figures import Figures, Kept, Said
from wellserved.learning.letters.paper.sheet import (
    ACCENT,
    BAD,
    FAINT,
    GOOD,
    INK,
    LINE,
    MID,
    ROW,
    SOFT,
    SUNK,
    Colour,
    Sheet,
)
from wellserved.learning.letters.telling import WEEKDAYS, day_name, mean, share
from wellserved.ui.charts import along, axis_over
from wellserved.ui.words import percent, signed

NAME = 0.56  # of the width of a column: what the name of a row takes
NUMBER = 11.0  # what a figure takes at its end
STANDARDS, CHANGES = 9, 6
FEW = 5  # rows, whose names have room for a line more


def perception(sheet: Sheet, figures: Figures, x: float, width: float) -> None:
    """Weeks from left to right, 0 is as expected."""
    height, weeks = 24.0, figures.weeks
    axis = axis_over((), low=-figures.reach, high=figures.reach, parts=2)
    left, top = x + 8, sheet.y + 2
    for tick in axis.ticks:
        y = top + tick.at / 100 * height
        sheet.line(left, y, x + width, y, colour=FAINT if tick.value == 0 else LINE)
        sheet.label(signed(tick.value), left - 1, y, size=6.5, align="R", width=10)
    before: tuple[float, float] | None = None
    for index, (_, gap) in enumerate(weeks):
        here = None
        if gap is not None:
            across = left + 2 + index * (width - 12) / max(len(weeks) - 1, 1)
            here = across, top + axis.at(gap) / 100 * height
            if before:
                sheet.line(*before, *here, colour=ACCENT, width=0.5)
            sheet.dot(*here, radius=0.6)
        before = here
    for at, (day, _), align in ((left, weeks[0], "L"), (x + width, weeks[-1], "R")):
        sheet.label(day_name(day), at, top + height + 2.5, size=6.5, align=align)
    sheet.y = top + height + 6


def standards(sheet: Sheet, figures: Figures, x: float, width: float) -> None:
    """Shares met, with interval and target."""
    lines = 3 if len(figures.measured) <= FEW else 2
    for each in figures.measured[:STANDARDS]:
        tone = {"on": GOOD, "under": BAD}.get(each.standing, MID)
        _share_row(sheet, each, each.name, x, width, tone, lines)
    _more(sheet, len(figures.measured) - STANDARDS, x)


def gaps(sheet: Sheet, figures: Figures, x: float, width: float) -> None:
    """From the middle to the left where customers found less than they expected."""
    for each in figures.dimensions:
        _gap_row(sheet, each, x, width)


def weekdays(sheet: Sheet, figures: Figures, x: float, width: float) -> None:
    for each in figures.weekdays:
        tone = {-1: BAD, 1: GOOD}.get(each.differs, MID)
        _share_row(sheet, each, WEEKDAYS[int(each.name)], x, width, tone)


def changed(sheet: Sheet, figures: Figures, x: float, width: float) -> None:
    """From the month before (hollow) to this one."""
    for each in figures.changed[:CHANGES]:
        left, right = x + width * NAME, x + width - NUMBER
        height = sheet.name(each.name, x, width=width * NAME - 2)
        y = sheet.y + ROW / 2
        sheet.line(left, y, right, y)
        then, now = (along(part or 0, 0, 1, left, right) for part in (each.before, each.share))
        sheet.line(then, y, now, y, colour=MID, width=0.6)
        sheet.dot(then, y, colour=SOFT, hollow=True)
        sheet.dot(now, y)
        sheet.label(percent(each.share), x + width, y, align="R", width=NUMBER)
        sheet.y += height


def _share_row(sheet: Sheet, each: Kept, name: str, x: float, width: float, tone: Colour, lines: int = 1) -> None:
    y, left, room = sheet.y, x + width * NAME, width * (1 - NAME) - NUMBER
    height = sheet.name(name, x, width=width * NAME - 2, most=lines)
    sheet.box(left, y + 1, room, ROW - 2, SUNK)
    sheet.box(left, y + 1, (each.share or 0) * room, ROW - 2, tone if each.low is not None else LINE)
    if each.low is not None and each.high is not None:
        sheet.line(left + each.low * room, y + ROW / 2, left + each.high * room, y + ROW / 2, colour=INK, width=0.3)
    if each.target is not None:
        goal = left + each.target * room
        sheet.line(goal, y + 0.4, goal, y + ROW - 0.4, colour=INK, width=0.4)
    sheet.label(share(each), x + width, y + ROW / 2, align="R", width=NUMBER)
    sheet.y += height


def _gap_row(sheet: Sheet, each: Said, x: float, width: float) -> None:
    y, left, room = sheet.y, x + width * NAME, width * (1 - NAME) - NUMBER
    middle = left + room / 2
    sheet.label(each.name.capitalize(), x, y + ROW / 2, width=width * NAME - 2, colour=INK)
    sheet.box(left, y + 1, room, ROW - 2, SUNK)
    if each.gap is not None:
        end = along(each.gap, -2, 2, left, left + room)
        tone = LINE if each.low is None else GOOD if each.gap >= 0 else BAD
        sheet.box(min(end, middle), y + 1, abs(end - middle), ROW - 2, tone)
    if each.low is not None and each.high is not None:
        low, high = (along(end, -2, 2, left, left + room) for end in (each.low, each.high))
        sheet.line(low, y + ROW / 2, high, y + ROW / 2, colour=INK, width=0.3)
    sheet.line(middle, y + 0.4, middle, y + ROW - 0.4, colour=FAINT)
    sheet.label(mean(each), x + width, y + ROW / 2, align="R", width=NUMBER)
    sheet.y += ROW


def _more(sheet: Sheet, number: int, x: float) -> None:
    if number > 0:
        sheet.label(f"and {number} more", x, sheet.y + ROW / 2, colour=FAINT)
        sheet.y += ROW
