"""Which misses are excused, why and by whom: for those who may see them."""

from collections.abc import Iterable
from dataclasses import dataclass

from wellserved.ground.accounts.models import Staff
from wellserved.serving.conversations.models import Conversation
from wellserved.serving.standards.models import Excuse, Measurement


@dataclass(frozen=True, slots=True)
class Given:
    """An excuse that holds; `by` is the name of who gave it, "" for a rule."""

    excuse: Excuse
    by: str


def excuses_of(measurements: Iterable[Measurement]) -> dict[int, Given]:
    """The excuses that hold, by the measurement's id. Costs nothing where nothing is excused."""
    excused = [one for one in measurements if one.verdict == Measurement.EXCUSED]
    if not excused:
        return {}
    by_clock = {(one.conversation_id, one.standard_id, one.started_seq): one.id for one in excused}
    holding = list(Excuse.objects.filter(conversation_id__in={key[0] for key in by_clock}, withdrawn_at=None))
    names = dict(Staff.objects.filter(id__in={one.by_staff_id for one in holding}).values_list("id", "name"))
    return {
        by_clock[key]: Given(one, names.get(one.by_staff_id or 0, ""))
        for one in holding
        if (key := (one.conversation_id, one.standard_id, one.started_seq)) in by_clock
    }


def measurement(viewer: Staff, measurement_id: int) -> Measurement:
    """Measurement.DoesNotExist for one of other sites."""
    return Measurement.objects.within(viewer.scope).get(id=measurement_id)


def excuse(viewer: Staff, excuse_id: int) -> tuple[Excuse, int]:
    """The excuse and the site of its conversation. Excuse.DoesNotExist for one of other sites."""
    found = Excuse.objects.get(id=excuse_id)
    places = (
        Conversation.objects.within(viewer.scope).filter(id=found.conversation_id).values_list("site_id", flat=True)
    )
    if (site_id := places.first()) is None:
        raise Excuse.DoesNotExist(excuse_id)
    return found, site_id
