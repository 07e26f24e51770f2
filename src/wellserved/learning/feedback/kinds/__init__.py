"""The surveys we bring, one module each: their questions, where the idea is from, and what they are good for."""

from collections.abc import Mapping
from dataclasses import dataclass

from wellserved.learning.feedback.kinds import ces, csat, everyday, kano, nps, own, servperf, servqual, tolerance
from wellserved.learning.feedback.questions import Question


@dataclass(frozen=True, slots=True)
class Kind:
    """`asks` and `good_for` are told to whoever chooses one; `source` says whose idea it is."""

    key: str
    name: str
    asks: str
    good_for: str
    source: str
    questions: tuple[Question, ...]


READY: Mapping[str, Kind] = {
    kind.key: kind
    for kind in (
        Kind("everyday", *everyday.ABOUT, everyday.QUESTIONS),
        Kind("csat", *csat.ABOUT, csat.QUESTIONS),
        Kind("nps", *nps.ABOUT, nps.QUESTIONS),
        Kind("ces", *ces.ABOUT, ces.QUESTIONS),
        Kind("tolerance", *tolerance.ABOUT, tolerance.QUESTIONS),
        Kind("servqual", *servqual.ABOUT, servqual.QUESTIONS),
        Kind("servperf", *servperf.ABOUT, servperf.QUESTIONS),
        Kind("kano", *kano.ABOUT, kano.QUESTIONS),
        Kind("own", *own.ABOUT, own.QUESTIONS),
    )
}


def built_in(long: bool) -> tuple[Question, ...]:
    """What is asked after closing where nobody chose another survey: the short form, or the long one."""
    return tolerance.QUESTIONS if long else everyday.QUESTIONS
