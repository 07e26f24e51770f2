"""What moves customers, in plain sentences and rows. Pure."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from wellserved.surfaces.office.in_words import DIMENSIONS
from wellserved.ui.words import NONE, count, percent, signed

if TYPE_CHECKING:  # these load NumPy
    from wellserved.learning.insight.drivers import Cost, Drivers

Row = tuple[object, ...]
HEADS = {
    "dimensions": (
        *("Dimension", "Part of what moves customers", "From", "To", "Mean comparison"),
        *("Penalty", "Reward", "Kind"),
    ),
    "costs": ("Standard", "Cost of a miss", "From", "To", "Answers where met", "Answers where missed"),
}
CORNERS = (_("Concentrate here"), _("Keep up the good work"), _("Low priority"), _("Possible overkill"))
KINDS = {
    "basic": "taken for granted: missing it hurts, doing more is hardly noticed",
    "performance": "the better, the better: both matter",
    "excitement": "delights: nobody misses it, doing it well is noticed",
    "": "",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One dimension, as the page shows it."""

    name: str
    share: float
    low: float
    high: float
    performance: float | None
    kind: str
    penalty: str
    reward: str


def sentence(found: "Drivers") -> str:
    """What moves customers most, or why that can't be told."""
    importance = found.importance
    if not importance.enough:
        return f"What moves customers can't be told yet. {importance.reading}"
    share, name = max(zip(importance.shares, importance.names, strict=True))
    first = (
        f"{DIMENSIONS[name][0]} goes most with how customers find it all in all: {percent(share)} of what the five "
        f"dimensions explain, which is {percent(importance.r_squared)} of all differences."
    )
    here = [DIMENSIONS[one.name][0] for one in found.quadrants if one.quadrant == "concentrate here"]
    return f"{first} Concentrate on {_listed(here)}." if here else first


def of_cost(cost: "Cost") -> str:
    """ "A miss goes with an answer 0.6 points lower, between 0.2 and 1.0; 41 answers." """
    difference = cost.difference
    if difference.value is None or difference.low is None or difference.high is None:
        answers = (
            f"{count(cost.met_answers, 'answer')} where it was met and {cost.missed_answers} where it was missed"
        )
        return f"Too few to tell: {answers}; ten of each are needed."
    n = count(difference.n, "answer")
    if cost.is_sure:
        return (
            f"A miss goes with an answer {-difference.value:.1f} points lower, between {-difference.high:.1f} and "
            f"{-difference.low:.1f}; {n}."
        )
    if difference.low > 0:
        return f"Answers are {difference.value:.1f} points higher where it was missed; look at what it costs; {n}."
    least, most = (signed(value) for value in (difference.low, difference.high))
    return f"No difference can be told: between {least} and {most} points; {n}."


def shown(found: "Drivers") -> list[Shown]:
    """The dimensions, what moves most first; none when that can't be told."""
    importance, penalties = found.importance, {one.name: one for one in found.penalties}
    if not importance.enough:
        return []
    columns = zip(importance.names, importance.shares, importance.low, importance.high, strict=True)
    rows = [
        Shown(
            name,
            share,
            low,
            high,
            found.performance[name],
            KINDS[penalties[name].kind] if name in penalties else "",
            signed(penalties[name].penalty.value, 2) if name in penalties else NONE,
            signed(penalties[name].reward.value, 2) if name in penalties else NONE,
        )
        for name, share, low, high in columns
    ]
    return sorted(rows, key=lambda row: -row.share)


def points(found: "Drivers") -> tuple[list[tuple[float, float, str]], float, float]:
    """Where each dimension lies on 0..1 by 0..1, and the cross: performance across, importance up."""
    most = max((one.importance for one in found.quadrants), default=1.0) or 1.0

    def across(value: float) -> float:
        return (value + 2) / 4

    placed = [
        (across(one.performance), one.importance / most, str(DIMENSIONS[one.name][0])) for one in found.quadrants
    ]
    n = len(placed) or 1
    return placed, sum(x for x, _, _ in placed) / n, sum(y for _, y, _ in placed) / n


def of_dimensions(found: "Drivers") -> list[Row]:
    return [
        (
            DIMENSIONS[one.name][0],
            *(percent(value) for value in (one.share, one.low, one.high)),
            signed(one.performance, 2),
            one.penalty,
            one.reward,
            one.kind,
        )
        for one in shown(found)
    ]


def of_costs(found: "Drivers") -> list[Row]:
    return [
        (
            one.standard.statement,
            *(signed(value, 2) for value in (one.difference.value, one.difference.low, one.difference.high)),
            one.met_answers,
            one.missed_answers,
        )
        for one in found.costs
    ]


def _listed(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
