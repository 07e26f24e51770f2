"""What the page says of who comes again, and of silence."""

from datetime import timedelta

import pytest

from wellserved.ground.accounts.models import Site
from wellserved.learning.retention.reads.returning import Mark, Returning
from wellserved.learning.retention.rules import Reason, Why
from wellserved.surfaces.office.retention.told import come_again, told

QUAY = Site(name="Linden Quay")


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (Returning(QUAY, 1, 0), "1 customer came so far, and none of them again yet."),
        (
            Returning(QUAY, 7, 2),
            "7 customers came so far, and 2 of them again. That is too few, or too short a time, to tell how soon.",
        ),
        (
            Returning(QUAY, 65, 29, marks=(Mark(4, 0.3, 0.2, 0.4, 50), Mark(8, 0.47, 0.34, 0.61, 19)), half=8.2),
            "65 customers came so far, and 29 of them again. Within 8 weeks 47\u00a0% have (surely between "
            "34\u00a0% and 61\u00a0%). It takes 9 weeks until half have.",
        ),
    ],
)
def test_who_comes_again_is_told_with_how_sure_it_is(found: Returning, said: str) -> None:
    assert come_again(found) == said


@pytest.mark.parametrize(
    ("usual", "times", "said"),
    [
        (12, 4.0, "they usually come every 12 days, and have been silent for 7 weeks"),
        (21, 2.7, "they usually come every 3 weeks, and have been silent for 8 weeks"),
    ],
)
def test_silence_is_told_against_their_own_rhythm(usual: int, times: float, said: str) -> None:
    assert told(Reason(Why.SILENT, 2, times), timedelta(days=usual)) == said
