"""/quality: standards met and perception against expectation, each figure with its evidence."""

from dataclasses import asdict
from datetime import date, timedelta
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field, model_validator

from wellserved.ground import clock
from wellserved.ground.accounts.rules import Verb
from wellserved.learning.insight import reads
from wellserved.surfaces.api import asked
from wellserved.surfaces.api.bearer import require, viewer

router = Router(tags=["quality"])
PERIOD = timedelta(days=30)
LONGEST = timedelta(days=3 * 366)
Day = Annotated[date, Field(ge=date(1970, 1, 1), le=date(2999, 12, 31))]


class Figures(asked.Asked):
    """The days from `start` to `end`, both included; the last 30 without them."""

    start: Day | None = None
    end: Day | None = None
    site: Annotated[int, Field(ge=1, le=asked.ID)] | None = None
    team: Annotated[int, Field(ge=1, le=asked.ID)] | None = None

    @property
    def period(self) -> tuple[date, date]:
        end = self.end or clock.now().date()
        return self.start or end - PERIOD, end

    @model_validator(mode="after")
    def _in_order(self) -> "Figures":
        start, end = self.period
        if not start <= end <= start + LONGEST:
            raise ValueError("start comes before end, by three years at most")
        return self


class EstimateShape(Schema):
    value: float | None
    low: float | None  # the ends of the 95 % interval; None when there is too little to tell
    high: float | None
    n: int
    reading: str


class WeekShape(Schema):
    monday: date
    met: int
    of: int


class StandardFigureShape(Schema):
    key: str
    statement: str
    dimension: str
    met: int
    of: int
    share: EstimateShape
    target: float
    standing: str  # on target, under target, too early to say
    weeks: list[WeekShape]


class ScaleShape(Schema):
    n: int
    gap: EstimateShape  # perception minus expectation
    counts: dict[str, int]  # delighted, satisfied, dissatisfied
    shares: dict[str, EstimateShape]


class ZoneShape(Schema):
    adequate: float
    desired: float
    perceived: float
    n: int
    position: float | None
    reading: str


class PerceptionShape(Schema):
    dimension: str
    comparison: ScaleShape  # -2 (far below what was expected) to 2
    levels: ScaleShape  # perceived minus desired level, each 1 to 9
    zone: ZoneShape | None


class QualityShape(Schema):
    start: date
    end: date
    standards: list[StandardFigureShape]
    overall: PerceptionShape
    dimensions: list[PerceptionShape]
    asked: int
    answered: int
    response_rate: EstimateShape


@router.get("", response=QualityShape, summary="Standards met, and perception against expectation")
def quality(request: HttpRequest, figures: Query[Figures]) -> dict[str, Any]:
    asked.only(request, Figures)
    staff = viewer(request)
    require(staff, Verb.SEE_QUALITY)
    start, end = figures.period
    found = reads.quality(staff, start=start, end=end, site_id=figures.site, team_id=figures.team)
    standings = [{"standing": figure.standing} for figure in found.standards]
    told = asdict(found)
    told["standards"] = [standard | standing for standard, standing in zip(told["standards"], standings, strict=True)]
    return told
