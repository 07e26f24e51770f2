"""How what was found out about a conversation is kept and announced; actions.py decides when."""

from collections.abc import Iterable, Iterator, Mapping
from operator import attrgetter
from types import MappingProxyType
from typing import Any

from django.db import connection

from wellserved.ground.journal.actions import record
from wellserved.ground.journal.actor import SYSTEM
from wellserved.ground.journal.events import Event
from wellserved.ground.rows import writing
from wellserved.serving.conversations.actions import note_due, note_dues
from wellserved.serving.standards import facts, reads
from wellserved.serving.standards.events import StandardMet, StandardMissed, VerdictRestored, VerdictWithdrawn
from wellserved.serving.standards.facts import Key, LateSettlement, Pardon, Verdict, Watch
from wellserved.serving.standards.models import Measurement, Measurements
from wellserved.serving.standards.notation import written

SAVE_WATCH = (
    "INSERT INTO standards_watch (conversation_id, act_at, state) VALUES (%s, %s, %s) "
    "ON CONFLICT (conversation_id) DO UPDATE SET act_at = excluded.act_at, state = excluded.state"
)
SAVE_VERDICT = (
    f"INSERT INTO standards_measurement (conversation_id, site_id, {', '.join(reads.VERDICT)}) "  # noqa: S608 - names of ours
    f"VALUES (%s, %s{', %s' * len(reads.VERDICT)})"
)
VALUES = attrgetter(*reads.VERDICT)


def save(
    before: Watch | None,
    now: Watch,
    fresh: Mapping[Key, Verdict] = MappingProxyType({}),
    late: Iterable[LateSettlement | Pardon] = (),
) -> None:
    """Keep where it stands, keep and announce the fresh verdicts, and tell the conversation when it is due next."""
    for outcome in late:
        if isinstance(outcome, LateSettlement):
            _measurement(now, outcome.key).update(value=outcome.value)
        else:
            was, is_now = (facts.MISSED, facts.EXCUSED) if outcome.given else (facts.EXCUSED, facts.MISSED)
            _measurement(now, outcome.key).filter(verdict=was).update(verdict=is_now)
    now = judged(now, fresh)
    _save_watch(now)
    if now.next_due_at != (before and before.next_due_at):
        note_due(now.conversation_id, now.next_due_at)


def judged(now: Watch, fresh: Mapping[Key, Verdict]) -> Watch:
    """Keep and announce the verdicts; the conversation is followed up to the last miss that was announced thereby."""
    _save_verdicts(now, fresh.values())
    for verdict in sorted(fresh.values(), key=lambda verdict: (verdict.at, verdict.key)):
        announced = _announce(now, verdict)
        if isinstance(announced, StandardMissed) and announced.at >= now.at:
            now = now._replace(at=announced.at, seq=announced.seq)
    return now


def overwrite(told: Mapping[int, tuple[Watch, Mapping[Key, Verdict]]]) -> None:
    """Keep exactly this of these conversations, whatever was there, and announce nothing."""
    Measurement.objects.filter(conversation_id__in=list(told)).delete()
    with connection.cursor() as cursor:  # a million may follow: rows would cost three times as much
        cursor.executemany(SAVE_VERDICT, list(_verdict_rows(told.values())))
        cursor.executemany(SAVE_WATCH, [_watch_row(watch) for watch, _ in told.values()])
    note_dues({conversation_id: watch.next_due_at for conversation_id, (watch, _) in told.items()})


def withdraw(watch: Watch, verdict: Verdict) -> None:
    """Take a verdict back that turned out to be wrong."""
    if verdict.verdict in (facts.MET, facts.MISSED, facts.EXCUSED):  # who takes it out of a sum may look at it still
        was_at = verdict.at.isoformat()
        record(VerdictWithdrawn(**_head(watch, verdict), at=watch.at, verdict=verdict.verdict, verdict_at=was_at))
    _measurement(watch, verdict.key).delete()


def _save_watch(watch: Watch) -> None:
    with connection.cursor() as cursor:  # every message writes it: a QuerySet would cost five times as much
        cursor.execute(SAVE_WATCH, _watch_row(watch))


def _watch_row(watch: Watch) -> list[Any]:
    return [watch.conversation_id, connection.ops.adapt_datetimefield_value(watch.act_at), written(watch)]


def _measurement(watch: Watch, key: Key) -> Measurements:
    standard_id, started_seq = key
    return Measurement.objects.filter(
        conversation_id=watch.conversation_id, standard_id=standard_id, started_seq=started_seq
    )


def _save_verdicts(watch: Watch, verdicts: Iterable[Verdict]) -> None:
    for verdict in verdicts:
        _row(watch, verdict).save(force_insert=True)


def _verdict_rows(told: Iterable[tuple[Watch, Mapping[Key, Verdict]]]) -> Iterator[tuple[Any, ...]]:
    stored = writing()
    for watch, verdicts in told:
        place = watch.conversation_id, watch.site_id
        for verdict in verdicts.values():
            standard_id, seq, started_at, at, *said = VALUES(verdict)
            yield *place, standard_id, seq, stored(started_at), stored(at), *said


def _row(watch: Watch, verdict: Verdict) -> Measurement:
    told = {name: getattr(verdict, name) for name in reads.VERDICT}
    return Measurement(conversation_id=watch.conversation_id, site_id=watch.site_id, **told)


def _announce(watch: Watch, verdict: Verdict) -> Event | None:
    if verdict.verdict == facts.MET:
        return record(StandardMet(**_head(watch, verdict), at=verdict.at, value=verdict.value))
    if verdict.verdict == facts.MISSED:
        return record(StandardMissed(**_head(watch, verdict), at=verdict.at))
    if verdict.verdict == facts.EXCUSED:  # it was excused before something late moved it
        was_at = verdict.at.isoformat()
        restored = VerdictRestored(**_head(watch, verdict), at=watch.at, verdict=verdict.verdict, verdict_at=was_at)
        return record(restored)
    return None


def _head(watch: Watch, verdict: Verdict) -> dict[str, Any]:
    return {
        "by": SYSTEM,
        "conversation_id": watch.conversation_id,
        "customer_id": watch.customer_id,
        "site_id": watch.site_id,
        "standard_id": verdict.standard_id,
        "started_seq": verdict.started_seq,
        "team_id": verdict.team_id,
        "staff_id": verdict.staff_id,
    }
