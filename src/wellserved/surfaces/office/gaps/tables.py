"""The figures of the gap page as rows of words. Pure."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from wellserved.surfaces.office.gaps.words import name_of
from wellserved.surfaces.office.in_words import DIMENSIONS as NAMES
from wellserved.ui.words import NONE, percent, signed

if TYPE_CHECKING:  # these load NumPy
    from wellserved.learning.insight.gaps import GapPage
    from wellserved.learning.insight.parts import Part

Row = tuple[object, ...]
DIMENSIONS = (
    *("Dimension", "Desired", "Just acceptable", "Believed desired", "Promises kept", "Intended", "Delivered"),
    *("Perceived", "Against expectation", "From", "To", "Answers"),
)
PARTS = ("", "Against expectation", "From", "To", "Answers", "Standards met", "From", "To", "Measurements", "Target")


def of_dimensions(page: "GapPage") -> list[Row]:
    rows: list[Row] = []
    for one in page.dimensions:
        zone, gap = one.perception.zone, one.perception.comparison.gap
        rows.append(
            (
                NAMES[one.name][0],
                _level(zone.desired if zone else None),
                _level(zone.adequate if zone else None),
                one.belief.desired if one.belief else NONE,
                percent(one.promises.value),
                percent(one.target),
                percent(one.met),
                _level(zone.perceived if zone else None),
                *(signed(value, 2) for value in (gap.value, gap.low, gap.high)),
                gap.n,
            )
        )
    return rows


def of_parts(by: str, parts: Iterable["Part"]) -> list[Row]:
    return [
        (
            name_of(by, part),
            *(signed(value, 2) for value in (part.gap.value, part.gap.low, part.gap.high)),
            part.gap.n,
            *(percent(value) for value in (part.share.value, part.share.low, part.share.high)),
            part.of,
            percent(part.target),
        )
        for part in parts
    ]


def _level(value: float | None) -> str:
    return NONE if value is None else f"{value:.1f}"
