"""The figures of the quality page as rows of words, for the tables beside its charts. Pure."""

from wellserved.learning.insight.quality import Quality
from wellserved.surfaces.office.in_words import DIMENSIONS
from wellserved.ui.words import percent, signed

Row = tuple[object, ...]


def of_standards(quality: Quality) -> list[Row]:
    return [
        (
            s.statement,
            s.met,
            s.of,
            percent(s.share.value),
            percent(s.share.low),
            percent(s.share.high),
            percent(s.target),
        )
        for s in quality.standards
    ]


def of_gaps(quality: Quality) -> list[Row]:
    rows: list[Row] = []
    for perception in quality.dimensions:
        scale = perception.comparison
        gap = [signed(value, 2) for value in (scale.gap.value, scale.gap.low, scale.gap.high)]
        rows.append((DIMENSIONS[perception.dimension][0], scale.n, *gap, *scale.counts.values()))
    return rows
