"""The figures of the quality page as rows of words, for the tables beside its charts and for downloads. Pure."""

from django.utils.translation import gettext_lazy as _

from wellserved.learning.insight.quality import Quality
from wellserved.surfaces.office.in_words import DIMENSIONS
from wellserved.ui.words import percent, signed

Row = tuple[object, ...]
HEADS = {
    "standards": (_("Standard"), _("Met"), _("Of"), _("Share"), _("From"), _("To"), _("Target")),
    "gaps": (
        _("Dimension"),
        _("Answers"),
        _("Mean gap"),
        _("From"),
        _("To"),
        _("Delighted"),
        _("Satisfied"),
        _("Dissatisfied"),
    ),
}


def of(name: str, quality: Quality) -> list[Row]:
    """The rows of one of HEADS."""
    return of_standards(quality) if name == "standards" else of_gaps(quality)


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
