"""The points of a control chart as rows. Pure."""

from wellserved.learning.improvement.charted import Charted
from wellserved.learning.improvement.measure import GAP, NUMBER, PER_HUNDRED, SHARE
from wellserved.surfaces.office.charts.titles import written
from wellserved.ui.times import day

LINES = ("Centre line", "From", "To")
HEAD = {
    SHARE: ("Begins", "Counted", "Of", "Share", *LINES),
    GAP: ("Begins", "Sum", "Answers", "Mean", *LINES),
    NUMBER: ("Begins", "Counted", *LINES),
    PER_HUNDRED: ("Begins", "Counted", "Answers", "For each hundred", *LINES),
}
Row = tuple[object, ...]


def rows_of(charted: Charted, *, plain: bool = False) -> list[Row]:
    """In words, or plain numbers and ISO days for a file."""
    unit, chart = charted.measure.unit, charted.chart
    show = (lambda value: value) if plain else written(unit)
    rows: list[Row] = []
    for index, point in enumerate(charted.points):
        begins = point.first.isoformat() if plain else day(point.first)
        value = point.value(unit)
        counted: Row
        if unit == NUMBER:
            counted = (point.count,)
        else:
            counted = (point.total if unit == GAP else point.count, point.of, show(value))
        lines = (chart.centre, chart.low, chart.high) if chart.enough else ((), (), ())
        rows.append((begins, *counted, *(show(line[index]) if line else show(None) for line in lines)))
    return rows
