"""The quality page in one sentence or two: what a manager would want to be told in the corridor. Pure."""

from wellserved.learning.insight.quality import Perception, Quality
from wellserved.ui.words import count, percent

DIMENSIONS = {
    "tangibles": ("Tangibles", "What one sees and touches"),
    "reliability": ("Reliability", "What was promised is done, and right the first time"),
    "responsiveness": ("Responsiveness", "Help comes promptly and willingly"),
    "assurance": ("Assurance", "People know their craft and are courteous"),
    "empathy": ("Empathy", "Each customer is seen as a person"),
}


def is_empty(quality: Quality) -> bool:
    return not (quality.asked or quality.overall.comparison.n or any(s.of for s in quality.standards))


def sentences(quality: Quality) -> list[str]:
    """What customers perceived, where the widest gap is, and how the standards stand."""
    return [s for s in (_perceived(quality), _widest_gap(quality), _standards(quality)) if s]


def _perceived(quality: Quality) -> str:
    scale = quality.overall.comparison
    if not scale.n:
        return "No customer has told us yet how they found it."
    better, worse = scale.counts["delighted"], scale.counts["dissatisfied"]
    if not scale.gap.enough:
        said = f"{better} found it better than expected and {worse} worse"
        return f"{count(scale.n, 'customer')} answered, too few to speak for all: {said}."
    return (
        f"Of {count(scale.n, 'customer')} who answered, {percent(better / scale.n)} found it better than they "
        f"expected and {percent(worse / scale.n)} worse."
    )


def _widest_gap(quality: Quality) -> str:
    known = [p for p in quality.dimensions if p.comparison.gap.high is not None]
    short = [p for p in known if _high(p) < 0]
    if short:
        widest = min(short, key=lambda p: p.comparison.gap.value or 0.0)
        return f"The widest gap is {DIMENSIONS[widest.dimension][0].lower()}."
    return "In no dimension do we clearly fall short of what was expected." if known else ""


def _high(perception: Perception) -> float:
    return perception.comparison.gap.high or 0.0


def _standards(quality: Quality) -> str:
    measured = [s for s in quality.standards if s.of]
    if not measured:
        return ""
    standing = [s.standing for s in measured]
    under = [s for s in measured if s.standing == "under target"]
    on_target = standing.count("on target")
    verb = "is" if 1 in (on_target, len(measured)) else "are"
    told = f"{on_target} of {count(len(measured), 'standard')} {verb} on target"
    if len(under) == 1:
        return f"{told}; one is clearly under it."
    return f"{told}; {len(under)} are clearly under it." if under else f"{told}; none is clearly under it."
