"""The five gaps in plain sentences: what is known, how surely, and where to look. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from wellserved.measures.estimate import Estimate
from wellserved.surfaces.office.in_words import DIMENSIONS
from wellserved.ui.words import MINUS, count, percent, signed

if TYPE_CHECKING:  # these load NumPy
    from wellserved.learning.insight.gaps import Dimension, GapPage
    from wellserved.learning.insight.parts import Part

WAYS = {
    "site": _("Site"),
    "team": _("Team"),
    "staff": _("Colleague"),
    "channel": _("Touchpoint"),
    "group": _("Customer group"),
    "topic": _("Topic"),
    "weekday": _("Weekday"),
    "hour": _("Hour"),
}
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
CHANNELS = {
    "email": "E-mail",
    "form": "Contact form",
    "api": "API",
    "chat": "Chat",
    "phone": "Telephone",
    "in_person": "In person",
    "inspection": "Inspection",
    "link": "Link",
    "qr": "QR code",
    "kiosk": "Kiosk",
    "widget": "Shop's page",
    "mail": "By mail",
}


@dataclass(frozen=True, slots=True)
class Told:
    """One gap as a manager reads it. `tone` is "bad" where it surely is one, "good" where it is none, else ""."""

    number: int
    name: str
    between: str
    sentence: str
    tone: str
    n: int
    drivers: tuple["Driver", ...] = ()


@dataclass(frozen=True, slots=True)
class Driver:
    """Something that drives a gap, and the words of the address behind which the conversations are."""

    text: str
    behind: dict[str, str]


Worse = tuple[str, "Part"]  # by which way it was cut, and the part


def behind_part(by: str, part: "Part", **figure: str) -> dict[str, str]:
    """The words of the address behind which this part's conversations are."""
    if by in ("site", "team"):
        return {**figure, by: part.value}
    return {**figure, "by": by, "value": part.value}


def name_of(by: str, part: "Part") -> str:
    if by == "weekday":
        return DAYS[int(part.value)]
    if by == "hour":
        return f"{int(part.value):02}:00\N{EN DASH}{int(part.value) + 1:02}:00"
    if by == "channel":
        return CHANNELS.get(part.value, part.value or "Unknown")
    return part.name or part.value


def five_gaps(page: "GapPage", worse: Sequence["Worse"]) -> list[Told]:
    """`worse` are parts that may drive what is perceived and delivered; only those that surely do are told."""
    return [_knowledge(page), _design(page), _delivery(page, worse), _promises(page), _perception(page, worse)]


def _knowledge(page: "GapPage") -> Told:
    about = (1, "Knowledge", "What customers desire, against what management believes they desire")
    known = [one for one in page.dimensions if one.knowledge is not None]
    if not any(one.belief for one in page.dimensions):
        return Told(*about, "Nobody has written down what customers are believed to desire; say so below.", "", 0)
    sure = [one for one in known if _surely_not_zero(one.knowledge)]
    n = max((one.knowledge.n for one in known if one.knowledge), default=0)
    if not sure:
        asked = any(one.knowledge and one.knowledge.enough for one in known)
        few = "Too few customers were asked what they desire: only the longer form asks it, in ten answers or more."
        return Told(*about, "What is believed is about what customers say." if asked else few, "", n)
    widest = max(sure, key=lambda one: abs(_value(one.knowledge)))
    gap, belief = widest.knowledge, widest.belief
    assert gap is not None
    assert belief is not None
    verb = "more" if _value(gap) > 0 else "less"
    sentence = (
        f"Of {_lower(widest)} customers desire {abs(_value(gap)):.1f} {verb} than the {belief.desired} that "
        f"management believes ({_interval(gap, signed)}; {count(gap.n, 'answer')})."
    )
    drivers = tuple(
        Driver(
            f"{DIMENSIONS[one.name][0]}: {signed(_value(one.knowledge))}", {"dimension": one.name, "scale": "levels"}
        )
        for one in sorted(sure, key=lambda one: -abs(_value(one.knowledge)))
    )
    return Told(*about, sentence, "bad", n, drivers)


def _design(page: "GapPage") -> Told:
    about = (2, "Design", "What moves customers, against the weight of the standards for it")
    if not page.importance.enough:
        return Told(
            *about, f"What moves customers can't be told yet. {page.importance.reading}", "", page.importance.n
        )
    short = [one for one in page.dimensions if one.design and one.design[2] < 0]
    if not short:
        sentence = "No dimension surely moves customers more than its standards weigh."
        return Told(*about, sentence, "good", page.importance.n)
    worst = min(short, key=lambda one: one.design[0] if one.design else 0.0)
    assert worst.importance is not None
    none = "has no standard at all" if not worst.weight else f"carries {percent(worst.weight)} of the weight"
    sentence = (
        f"{DIMENSIONS[worst.name][0]} makes up {percent(worst.importance[0])} of what moves customers (between "
        f"{percent(worst.importance[1])} and {percent(worst.importance[2])}), and {none} of standards."
    )
    drivers = tuple(
        Driver(
            f"{DIMENSIONS[one.name][0]}: {count(len(one.standards), 'standard')}, {percent(one.weight)} of the "
            f"weight against {percent(one.importance[0] if one.importance else None)}",
            {"dimension": one.name},
        )
        for one in short
    )
    return Told(*about, sentence.replace("at all of standards", "at all"), "bad", page.importance.n, drivers)


def _delivery(page: "GapPage", worse: Sequence["Worse"]) -> Told:
    about = (3, "Delivery", "What the standards intend, against what was delivered")
    whole = page.delivery
    under = [one for one in page.quality.standards if one.standing == "under target"]
    if not whole.enough:
        return Told(*about, f"Too little was measured to tell. {whole.reading}", "", whole.n)
    ahead = (
        "met as often as intended" if _value(whole) >= 0 else f"met {abs(_value(whole)) * 100:.0f} points too rarely"
    )
    sentence = (
        f"Weighed together, standards are {ahead} ({_interval(whole, _points)} points; {whole.n:,} measurements)."
    )
    if under:
        sentence += f" {count(len(under), 'standard')} {'is' if len(under) == 1 else 'are'} surely under target."
    under.sort(key=lambda one: (one.share.value or 0) - one.target)
    drivers = [
        Driver(
            f"{one.statement.rstrip('.')}: {percent(one.share.value)} of {percent(one.target)}",
            {"standard": one.key, "verdict": "missed"},
        )
        for one in under[:3]
    ]
    drivers += [
        Driver(
            f"{name_of(by, part)}: {percent(part.share.value)} met, {_interval(part.share_differs, _points)} points "
            "from the rest",
            behind_part(by, part, verdict="missed"),
        )
        for by, part in worse
        if part.share_differs.high is not None and part.share_differs.high < 0
    ]
    tone = "bad" if (whole.high or 0) < 0 else ("good" if (whole.low or 0) >= 0 else "")
    return Told(*about, sentence, tone, whole.n, tuple(drivers))


def _promises(page: "GapPage") -> Told:
    about = (4, "Promises", "What was promised to single customers, against what was delivered to them")
    kept = page.promises
    if not kept.n:
        none = "No quoted time was measured; a standard of the kind “quoted” watches whether they are kept."
        return Told(*about, none, "", 0)
    drivers = tuple(
        Driver(
            f"{one.statement.rstrip('.')}: {one.missed} of {one.of} broken",
            {"standard": one.key, "verdict": "missed"},
        )
        for one in page.promise_standards
        if one.missed
    )
    if not kept.enough:
        return Told(*about, f"Few promises were measured. {kept.reading}", "", kept.n, drivers)
    sentence = f"{percent(kept.value)} of {kept.n:,} promises were kept ({_interval(kept, percent)})."
    return Told(*about, sentence, "bad" if (kept.high or 0) < 0.95 else "", kept.n, drivers)


def _perception(page: "GapPage", worse: Sequence["Worse"]) -> Told:
    about = (5, "Perception", "What customers expected, against what they perceived")
    gap = page.quality.overall.comparison.gap
    if not gap.enough:
        return Told(*about, f"Too few to speak for all. {gap.reading}", "", gap.n)
    place = "above" if _value(gap) > 0 else "below"
    sentence = (
        f"Compared directly, service was {abs(_value(gap)):.2f} {place} what was expected on {MINUS}2 to +2 "
        f"({_interval(gap, _two)}; {count(gap.n, 'answer')})."
    )
    short = [
        one
        for one in page.dimensions
        if one.perception.comparison.gap.high is not None and one.perception.comparison.gap.high < 0
    ]
    short.sort(key=lambda one: _value(one.perception.comparison.gap))
    drivers = [
        Driver(
            f"{DIMENSIONS[one.name][0]}: {signed(_value(one.perception.comparison.gap), 2)}",
            {"dimension": one.name, "category": "dissatisfied"},
        )
        for one in short
    ]
    drivers += [
        Driver(
            f"{name_of(by, part)}: {signed(part.gap.value, 2)}, {_interval(part.gap_differs, _two)} from the rest",
            behind_part(by, part, dimension="overall"),
        )
        for by, part in worse
        if part.gap_differs.high is not None and part.gap_differs.high < 0
    ]
    tone = "bad" if (gap.high or 0) < 0 else ("good" if (gap.low or 0) > 0 else "")
    return Told(*about, sentence, tone, gap.n, tuple(drivers))


def _surely_not_zero(estimate: Estimate | None) -> bool:
    if estimate is None or estimate.low is None or estimate.high is None:
        return False
    return estimate.low > 0 or estimate.high < 0


def _value(estimate: Estimate | None) -> float:
    return (estimate.value if estimate else None) or 0.0


def _lower(one: "Dimension") -> str:
    return DIMENSIONS[one.name][0].lower()


def _interval(estimate: Estimate, show: Callable[[float], str]) -> str:
    return f"{show(estimate.low or 0.0)} to {show(estimate.high or 0.0)}"


def _points(share: float) -> str:
    return signed(100 * share, 0)


def _two(value: float) -> str:
    return signed(value, 2)
