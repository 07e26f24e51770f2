"""How what was found out about a conversation is kept and announced; actions.py decides when."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from types import MappingProxyType
from typing import Any

from django.db import connection

from wellserved.ground.journal.actions import record
from wellserved.ground.journal.actor import SYSTEM
from wellserved.ground.journal.events import Event
from wellserved.serving.conversations.actions import note_due
from wellserved.serving.standards import facts, reads
from wellserved.serving.standards.events import StandardMet, StandardMissed, VerdictRestored, VerdictWithdrawn
from wellserved.serving.standards.facts import Key, LateSettlement, Pardon, Verdict, Watch
from wellserved.serving.standards.models import Measurement, Measurements
from wellserved.serving.standards.notation import written

SAVE_WATCH = (
    "INSERT INTO standards_watch (conversation_id, act_at, state) VALUES (%s, %s, %s) "
    "ON CONFLICT (conversation_id) DO UPDATE SET act_at = excluded.act_at, state = excluded.state"
)


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
            now = replace(now, at=announced.at, seq=announced.seq)
    return now


def overwrite(now: Watch, verdicts: Mapping[Key, Verdict]) -> None:
    """Keep exactly this of the conversation, whatever was there, and announce nothing."""
    _save_watch(now)
    known = reads.verdicts_on([now.conversation_id])[now.conversation_id]
    wrong = {key for key, verdict in known.items() if verdicts.get(key) != verdict}
    for key in wrong:
        _measurement(now, key).delete()
    _save_verdicts(now, [verdict for key, verdict in verdicts.items() if key in wrong or key not in known])
    note_due(now.conversation_id, now.next_due_at)


def withdraw(watch: Watch, verdict: Verdict) -> None:
    """Take a verdict back that turned out to be wrong."""
    _measurement(watch, verdict.key).delete()
    if verdict.verdict in (facts.MET, facts.MISSED, facts.EXCUSED):
        was_at = verdict.at.isoformat()
        record(VerdictWithdrawn(**_head(watch, verdict), at=watch.at, verdict=verdict.verdict, verdict_at=was_at))


def _save_watch(watch: Watch) -> None:
    act_at = connection.ops.adapt_datetimefield_value(watch.act_at)
    with connection.cursor() as cursor:  # every message writes it: a QuerySet would cost five times as much
        cursor.execute(SAVE_WATCH, [watch.conversation_id, act_at, written(watch)])


def _measurement(watch: Watch, key: Key) -> Measurements:
    standard_id, started_seq = key
    return Measurement.objects.filter(
        conversation_id=watch.conversation_id, standard_id=standard_id, started_seq=started_seq
    )


def _save_verdicts(watch: Watch, verdicts: Iterable[Verdict]) -> None:
    for verdict in verdicts:
        row = Measurement(conversation_id=watch.conversation_id, site_id=watch.site_id, **asdict(verdict))
        row.save(force_insert=True)


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
