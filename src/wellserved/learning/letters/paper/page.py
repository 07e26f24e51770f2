"""What stands where: words above, charts in two columns, changes and praise below as far as there is room."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from wellserved.learning.letters import telling
from wellserved.learning.letters.figures import Figures
from wellserved.learning.letters.paper import charts
from wellserved.learning.letters.paper.sheet import FAINT, MARGIN, SOFT, WIDTH, Sheet
from wellserved.learning.letters.reads.praise import Praise

COLUMN = (WIDTH - 2 * MARGIN - 10) / 2
LEFT, RIGHT = MARGIN, MARGIN + COLUMN + 10
ROOM_FOR_PRAISE = 20.0
Chart = Callable[[Sheet, Figures, float, float], None]


def page(figures: Figures, site: str, month: date, praise: Sequence[Praise], made_at: datetime) -> bytes:
    """The file of one page."""
    return laid_out(figures, site, month, praise, made_at).file()


def laid_out(figures: Figures, site: str, month: date, praise: Sequence[Praise], made_at: datetime) -> Sheet:
    """The sheet with all that has room on it."""
    sheet = Sheet(f"{site}, {telling.month_name(month)}", "en", made_at)
    sheet.words(site, size=18, bold=True)
    sheet.words(
        f"{telling.month_name(month)}: how customers were served, and how they found it", size=10, colour=SOFT
    )
    sheet.y += 3
    for paragraph in (telling.opening(figures, site, month), telling.perceived(figures), *telling.advice(figures)):
        sheet.words(paragraph)
        sheet.y += 1.2
    sheet.y += 2
    _two(
        sheet,
        figures,
        ("How they found it, week by week", "0 is as expected", charts.perception),
        ("The sides of the service", telling.gap(figures), charts.gaps),
    )
    _two(
        sheet,
        figures,
        ("Standards met", telling.standards(figures), charts.standards),
        ("Weekdays", telling.weekdays(figures), charts.weekdays),
    )
    changes = telling.changes(figures)
    said = (
        "Standards with enough measurements in both months; the hollow mark is the month before."
        if figures.changed
        else ""
    )
    _one(
        sheet, figures, ("What changed", said or "Too little was measured in both months to compare.", charts.changed)
    )
    _listed(sheet, changes, at_most=8)
    if praise and sheet.left_over > ROOM_FOR_PRAISE:
        _heading(sheet, "What went right", LEFT, 178)
        _listed(sheet, [_spoken(each) for each in praise])
    sheet.foot([telling.LEGEND, *([telling.LOST] if sheet.scripts.lost else [])])
    return sheet


def _two(sheet: Sheet, figures: Figures, left: tuple[str, str, Chart], right: tuple[str, str, Chart]) -> None:
    top, ends = sheet.y, []
    for x, (heading, said, chart) in ((LEFT, left), (RIGHT, right)):
        sheet.y = top
        _heading(sheet, heading, x, COLUMN)
        sheet.words(said, size=8, colour=SOFT, x=x, width=COLUMN)
        sheet.y += 1.5
        chart(sheet, figures, x, COLUMN)
        ends.append(sheet.y)
    sheet.y = max(ends) + 4


def _one(sheet: Sheet, figures: Figures, block: tuple[str, str, Chart]) -> None:
    heading, said, chart = block
    _heading(sheet, heading, LEFT, 178)
    sheet.words(said, size=8, colour=SOFT)
    sheet.y += 1
    chart(sheet, figures, LEFT, 178)
    sheet.y += 1


def _heading(sheet: Sheet, text: str, x: float, width: float) -> None:
    sheet.words(text, size=10.5, bold=True, x=x, width=width)
    sheet.y += 0.5


def _listed(sheet: Sheet, lines: Sequence[str], at_most: int = 100) -> None:
    """As many as there is room for; how many were left out is said, since the page in the house has them all."""
    for index, line in enumerate(lines):
        if index == at_most or sheet.height_of(line, size=8.5) + 6 > sheet.left_over:
            left = len(lines) - index
            sheet.words(f"… and {left} more.", size=8, colour=FAINT)
            break
        sheet.words(line, size=8.5)
        sheet.y += 0.8
    sheet.y += 2


def _spoken(praise: Praise) -> str:
    about = f", about {', '.join(praise.names)}" if praise.names else ""
    return f"“{' '.join(praise.words.split())}” {praise.customer or 'A customer'}{about}"
