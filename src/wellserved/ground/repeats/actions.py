"""Do once what is asked under a key. The answer is kept in the transaction that did the work, or neither is."""

import json
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from operator import or_

from django.db import IntegrityError, transaction
from django.db.models import Q

from wellserved.ground import clock
from wellserved.ground.repeats.models import Request

ABANDONED = timedelta(minutes=2)  # whoever began it and has not ended by then was killed
KEPT = timedelta(days=2)


class InFlight(Exception):  # noqa: N818 - a fact, not an accident
    """The same is being done at this moment; ask again shortly."""


class AnotherRequest(Exception):  # noqa: N818 - a fact, not an accident
    """The key was used for something else."""


@dataclass(frozen=True)
class Answer:
    status: int
    text: str


def once(who: str, key: str, fingerprint: str, do: Callable[[], Answer], *, at: datetime) -> Answer:
    """`do()` in a transaction, or the answer it gave the first time. When it raises, nothing was asked."""
    request = _begin(Request(who=who, key=key, fingerprint=fingerprint, begun_at=at))
    if request.status is not None:
        return Answer(request.status, request.answer)
    mine = Request.objects.filter(id=request.id, begun_at=at, status=None)
    try:
        with transaction.atomic():
            answer = do()
            if not mine.update(status=answer.status, answer=answer.text):
                raise InFlight  # we were so slow that somebody else took it over
    except BaseException:
        mine.delete()
        raise
    return answer


def forget_old() -> None:
    """Answers nobody will ask for again."""
    Request.objects.begun_before(clock.now() - KEPT).delete()


def forget_answers(texts: Collection[str]) -> int:
    """Answers in which one of these texts stands, as JSON writes it: who asks again is told nothing but the status.

    Returns how many that were.
    """
    told = reduce(or_, (Q(answer__contains=json.dumps(text)[1:-1]) for text in texts), Q(pk=None))
    return Request.objects.filter(told).update(answer="{}")


def _begin(request: Request) -> Request:
    """The request as new and ours, or as it was answered before."""
    try:
        with transaction.atomic():
            request.save(force_insert=True)
            return request
    except IntegrityError:
        known = Request.objects.filter(who=request.who, key=request.key).first()
    if known is None:  # it failed between our insert and our look
        raise InFlight
    if known.fingerprint != request.fingerprint:
        raise AnotherRequest
    if known.status is None:
        abandoned = Request.objects.filter(
            id=known.id, status=None, begun_at=known.begun_at, begun_at__lt=request.begun_at - ABANDONED
        )
        if not abandoned.update(begun_at=request.begun_at):
            raise InFlight
    return known
