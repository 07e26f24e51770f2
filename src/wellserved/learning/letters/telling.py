"""The letter in words: what a manager would tell who did not have time to look. Pure: figures in, sentences out.

What too few have said is called too few; what chance may have done is not called a change.
"""

from datetime import date

from wellserved.learning.letters import rules
from wellserved.learning.letters.figures import ENOUGH, Figures, Kept, Said
from wellserved.ui.words import count, percent, signed

WEEKDAYS = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
LEGEND = (
    "The line across a bar is the range in which the true figure lies, 95 times in 100; an upright mark is the "
    "target; what is pale rests on too few to tell."
)
NEARLY = 0.5  # an interval that reaches further says nothing of "about as they expected"
LOST = "Some words are in a script that this sheet cannot show (…); the page in the house has them."
STATES = {
    "tried": "is being tried",
    "adopted": "was tried and is kept",
    "dropped": "was tried and is dropped",
    "undecided": "was tried, and it could not be told whether it helps",
}


def month_name(month: date) -> str:
    """June 2026"""
    return f"{MONTHS[month.month - 1]} {month.year}"


def day_name(day: str) -> str:
    """5 October, of 2026-10-05"""
    told = date.fromisoformat(day)
    return f"{told.day} {MONTHS[told.month - 1]}"


def opening(figures: Figures, site: str, month: date) -> str:
    """What the month was made of."""
    said = f"In {month_name(month)} {site} served {count(figures.matters, 'matter')}"
    if figures.matters_before:
        more = figures.matters - figures.matters_before
        earlier = MONTHS[rules.before(month).month - 1]
        said += (
            f", {abs(more):,} {'more' if more > 0 else 'fewer'} than in {earlier}" if more else f", as in {earlier}"
        )
    return f"{said}."


def so_far(figures: Figures, site: str, month: date) -> str:
    """The same of a month that is not over."""
    return f"So far in {month_name(month)} {site} served {count(figures.matters, 'matter')}."


def perceived(figures: Figures) -> str:
    """How customers found it, and whether that is different from the month before."""
    now = figures.overall
    if not now.n:
        asked = f"{count(figures.asked, 'customer')} {'was' if figures.asked == 1 else 'were'} asked"
        return f"{asked}, and nobody has answered." if figures.asked else "No customer was asked how they found it."
    who = f"{count(now.n, 'customer')} told us how they found it: "
    who += f"{now.delighted or 'none'} better than expected, {now.satisfied or 'none'} as expected, "
    who += f"{now.dissatisfied or 'none'} worse."
    if now.low is None or now.high is None:
        return f"{who} That is too few to speak for all; {ENOUGH} are needed."
    scale = f"({signed(now.gap)}, where 2 is far above)"
    if now.low <= 0 <= now.high and max(-now.low, now.high) > NEARLY:
        whole = f"Whether that is better or worse than they expected on the whole cannot be told {scale}."
    else:
        where = "better than" if now.low > 0 else "worse than" if now.high < 0 else "about as"
        whole = f"On the whole it was {where} they expected {scale}."
    return f"{who} {whole} {_since(now, figures.overall_before)}"


def _since(now: Said, before: Said) -> str:
    if before.low is None or before.high is None or now.low is None or now.high is None:
        return "There were too few answers the month before to compare."
    if now.low > before.high:
        return f"That is better than the month before ({signed(before.gap)})."
    if now.high < before.low:
        return f"That is worse than the month before ({signed(before.gap)})."
    return f"Whether that is different from the month before ({signed(before.gap)}) cannot be told."


def standards(figures: Figures) -> str:
    """How many are on target, and which are surely not."""
    measured = figures.measured
    if not measured:
        return "No standard was measured."
    on = sum(each.standing == "on" for each in measured)
    under = sorted((each for each in measured if each.standing == "under"), key=lambda each: each.share or 0)
    open_ = len(measured) - on - len(under)
    parts = [f"{on} on target"] if on else []
    parts += [f"{len(under)} under target"] if under else []
    parts += [f"{open_} measured too seldom or too close to target to tell"] if open_ else []
    were = "was" if len(measured) == 1 else "were"
    said = f"Of {count(len(measured), 'standard')} that {were} measured: {_and(parts)}."
    if open_ == len(measured):
        said = f"{count(open_, 'standard')} {were} measured, too seldom or too close to target to tell."
    if under:
        worst = under[0]
        shares = f"{percent(worst.share)} instead of {percent(worst.target)}"
        said += f" Furthest under target: “{worst.name.rstrip('.')}”, met in {shares}."
    return said


def gap(figures: Figures) -> str:
    """Where customers are let down most, if they surely are."""
    widest = figures.widest
    if widest is None:
        return "Too few answers tell about single sides of the service to name a widest gap."
    if (widest.high or 0) < 0:
        said = f"{signed(widest.gap)} against what was expected, from {count(widest.n, 'answer')}"
        return f"The widest gap is {widest.name}: {said}."
    return "In no side of the service do customers surely find less than they expected."


def weekdays(figures: Figures) -> str:
    """On which days standards are kept less, or more, than on the others."""
    days = figures.weekdays
    worse, better = ([each for each in days if each.differs == sign] for sign in (-1, 1))
    if not worse and not better:
        known = any(each.low is not None for each in days)
        return (
            "No weekday surely differs from the others." if known else "Too little was measured to compare weekdays."
        )
    said = []
    if worse:
        said.append(f"Standards are kept less on {_and([_day(each) for each in worse])} than on the other days.")
    if better:
        said.append(f"They are kept more on {_and([_day(each) for each in better])}.")
    return " ".join(said)


def _day(each: Kept) -> str:
    return f"{WEEKDAYS[int(each.name)]} ({percent(each.share)})"


def share(each: Kept) -> str:
    """79 %, or of so few that a share would only be noise: 4 of 5."""
    if not each.of or each.low is not None:
        return percent(each.share)
    return f"{each.met} of {each.of}"


def mean(each: Said) -> str:
    """The mean against what was expected, or that it is too few to tell."""
    return "too few" if each.n and each.low is None else signed(each.gap)


def changes(figures: Figures) -> list[str]:
    """What was done, and what became of what was tried."""
    said = [f"{day_name(day)}: {text.rstrip('.')}." for day, text in figures.happened]
    for one in figures.tried:
        told = f"“{one.title}” {STATES.get(one.state, one.state)}."
        said.append(f"{told} {one.known}".strip())
    return said


def advice(figures: Figures) -> list[str]:
    """Where to begin; nothing where nothing asks for it."""
    under = [each for each in figures.measured if each.standing == "under"]
    widest = figures.widest
    if under:
        worst = min(under, key=lambda each: each.share or 0)
        missed = f"{count(worst.of - worst.met, 'time')} “{worst.name.rstrip('.')}” was missed"
        return [f"What to do first: look at the {missed}, and ask who was there what stood in the way."]
    if widest is not None and (widest.high or 0) < 0:
        return [f"What to do first: read what those wrote whom {widest.name} let down."]
    if figures.overall.low is None and figures.asked:
        asked = f"{figures.asked:,} were asked and {figures.overall.n or 'none'} answered"
        return [f"What to do first: hear more customers; {asked}. A question at the door or the desk reaches others."]
    return []


def letter(figures: Figures, site: str, month: date) -> list[str]:
    """All of it, a paragraph each; for a mail, and for whoever forwards it."""
    told = [opening(figures, site, month), perceived(figures), standards(figures)]
    told += [gap(figures)] if figures.widest is not None or figures.overall.low is not None else []
    return [*told, weekdays(figures), *advice(figures), *changes(figures)]


def _and(parts: list[str]) -> str:
    """a; a and b; a, b and c"""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
