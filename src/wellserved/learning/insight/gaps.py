"""Expected, promised, intended, delivered and perceived, side by side; and the five gaps between them.

Parasuraman, Zeithaml & Berry 1985, J. Marketing 49(4):41: what is expected and what is perceived lie apart (gap 5)
because management does not know what is expected (1), does not ask for it (2), does not deliver what it asks for (3),
or promises something else (4).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from wellserved.ground import clock
from wellserved.learning.insight.beliefs import beliefs
from wellserved.learning.insight.drivers import importance_of_dimensions
from wellserved.learning.insight.extent import Extent
from wellserved.learning.insight.models import Belief
from wellserved.learning.insight.quality import Perception, Quality, StandardFigure
from wellserved.learning.insight.reads import looked_at, quality
from wellserved.learning.insight.weighing import kept_against_target
from wellserved.measures.estimate import Estimate, too_few
from wellserved.measures.importance import Importance
from wellserved.measures.shares import wilson_interval
from wellserved.measures.stars import Kept
from wellserved.serving.standards.models import Standard
from wellserved.serving.standards.whose import concerns

QUOTED = "quoted"


@dataclass(frozen=True, slots=True)
class Dimension:
    """One dimension of service. `knowledge` is what customers desire minus what is believed (1..9); `weight` its part
    of the weights of all standards; `importance` its part of what moves the overall answer, with low and high;
    `delivery` how far standards are met minus their targets (shares). None where it is not known at all."""

    name: str
    perception: Perception
    belief: Belief | None
    knowledge: Estimate | None
    standards: tuple[StandardFigure, ...]
    weight: float | None
    importance: tuple[float, float, float] | None
    target: float | None
    met: float | None
    delivery: Estimate
    promises: Estimate

    @property
    def design(self) -> tuple[float, float, float] | None:
        """Weight minus importance, with low and high."""
        if self.importance is None or self.weight is None:
            return None
        share, low, high = self.importance
        return self.weight - share, self.weight - high, self.weight - low


@dataclass(frozen=True, slots=True)
class GapPage:
    """`quality` holds the sums all is made of; `promises` the share of quoted times that were kept."""

    quality: Quality
    dimensions: tuple[Dimension, ...]
    importance: Importance
    promises: Estimate
    promise_standards: tuple[StandardFigure, ...]
    delivery: Estimate


def gap_page(extent: Extent) -> GapPage:
    figures = quality(
        extent.viewer, start=extent.start, end=extent.end, site_id=extent.site_id, team_id=extent.team_id
    )
    now = clock.now()
    newest = Standard.objects.newest(now)
    importance = importance_of_dimensions(extent)
    intervals = zip(importance.shares, importance.low, importance.high, strict=True)
    moving = dict(zip(importance.names, intervals, strict=False))  # nothing where it can't be told
    believed = beliefs(extent.viewer, site_id=extent.site_id)
    scope = looked_at(extent.viewer, extent.site_id)
    in_force = [one for one in newest.values() if one.lasts(now) and concerns(scope, one.sites)]
    dimensions = tuple(
        _dimension(perception, figures, newest, in_force, believed.get(perception.dimension), moving)
        for perception in figures.dimensions
    )
    quoted = tuple(one for one in figures.standards if newest[one.key].kind == QUOTED and one.of)
    return GapPage(
        figures,
        dimensions,
        importance,
        _kept(quoted),
        quoted,
        kept_against_target([_weighed(one, newest[one.key]) for one in figures.standards if one.of]),
    )


def _dimension(
    perception: Perception,
    figures: Quality,
    newest: Mapping[str, Standard],
    in_force: list[Standard],
    belief: Belief | None,
    moving: Mapping[str, tuple[float, float, float]],
) -> Dimension:
    name = perception.dimension
    standards = tuple(one for one in figures.standards if one.dimension == name)
    kept = [_weighed(one, newest[one.key]) for one in standards if one.of]
    weights = sum(one.weight for one in kept)
    all_weights = sum(one.weight for one in in_force)
    mine = [one for one in in_force if one.dimension == name]
    return Dimension(
        name,
        perception,
        belief,
        _knowledge(perception, belief),
        standards,
        sum(one.weight for one in mine) / all_weights if all_weights else None,
        moving.get(name),
        sum(one.weight * one.target for one in mine) / sum(one.weight for one in mine) if mine else None,
        sum(one.weight * one.met / one.n for one in kept) / weights if weights else None,
        kept_against_target(kept),
        _kept([one for one in standards if newest[one.key].kind == QUOTED]),
    )


def _knowledge(perception: Perception, belief: Belief | None) -> Estimate | None:
    """Desired minus believed: over 0, management believes too little."""
    desired = perception.desired
    if belief is None or desired is None:
        return None
    if desired.value is None or desired.low is None or desired.high is None:
        return too_few(desired.value and desired.value - belief.desired, desired.n, 10, "answers")
    value, low, high = (each - belief.desired for each in (desired.value, desired.low, desired.high))
    reading = f"{value:+.1f}, between {low:+.1f} and {high:+.1f}, from {desired.n} answers."
    return Estimate(value, low, high, desired.n, reading)


def _weighed(figure: StandardFigure, standard: Standard) -> Kept:
    return Kept(figure.key, figure.met, figure.of, standard.target, standard.weight)


def _kept(standards: tuple[StandardFigure, ...] | list[StandardFigure]) -> Estimate:
    return wilson_interval(sum(one.met for one in standards), sum(one.of for one in standards), what="promises")
