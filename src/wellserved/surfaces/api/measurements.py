"""/conversations/{id}/measurements: which standards it met and missed, and what is due when."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from wellserved.serving.conversations.reads import conversation
from wellserved.serving.standards import reads
from wellserved.serving.standards.models import Measurement, Standard
from wellserved.surfaces.api.bearer import viewer

router = Router(tags=["conversations"])


class StandardShape(Schema):
    key: str
    statement: str
    dimension: str
    rule: dict[str, Any]
    target: float

    @classmethod
    def told(cls, standard: Standard) -> "StandardShape":
        return cls(**{name: getattr(standard, name) for name in cls.model_fields})


class MeasurementShape(Schema):
    standard: StandardShape
    verdict: str  # met, missed, excused, not applicable
    started_at: datetime
    at: datetime  # when the verdict became true
    value: float | None  # seconds or a count, as the rule says; None while a missed one still runs

    @classmethod
    def told(cls, measurement: Measurement) -> "MeasurementShape":
        return cls(
            standard=StandardShape.told(measurement.standard),
            verdict=measurement.verdict,
            started_at=measurement.started_at,
            at=measurement.at,
            value=measurement.value,
        )


class ClockShape(Schema):
    standard: StandardShape
    started_at: datetime
    due_at: datetime | None  # None while we wait for the customer
    overdue: bool

    @classmethod
    def told(cls, clock: reads.RunningClock) -> "ClockShape":
        standard = StandardShape.told(clock.standard)
        return cls(standard=standard, started_at=clock.started_at, due_at=clock.due_at, overdue=clock.breached)


class Measured(Schema):
    measurements: list[MeasurementShape]
    running: list[ClockShape]


@router.get("/{int:id}/measurements", response=Measured, summary="Standards met, missed and running")
def measurements(request: HttpRequest, id: int) -> Measured:
    staff = viewer(request)
    found = conversation(staff, id)
    return Measured(
        measurements=[MeasurementShape.told(one) for one in reads.measurements_of(staff, found)],
        running=[ClockShape.told(clock) for clock in reads.clocks_of(staff, found)],
    )
