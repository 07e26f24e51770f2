"""How what was found out about a conversation is kept and announced; actions.py decides when."""

from collections.abc import Iterable
from dataclasses import asdict, replace
from typing import Any

from wellserved.ground.journal.actions import record
from wellserved.ground.journal.actor import SYSTEM
from wellserved.ground.journal.events import Event
from wellserved.serving.conversations.actions import note_due
from wellserved.serving.standards import reads, rules
from wellserved.serving.standards.events import StandardMet, StandardMissed, VerdictWithdrawn
from wellserved.serving.standards.models import Clock, Measurement, Watch
from wellserved.serving.standards.rules import Key, LateSettlement, Verdict


def save(
    before: rules.Watch,
    now: rules.Watch,
    fresh: dict[Key, Verdict],
    late: Iterable[LateSettlement],
    *,
    new: bool = False,
    swept: bool = False,
) -> None:
    """Keep what changed, announce the verdicts, and tell the conversation when it is due next."""
    _save_clocks(before, now)
    _save_verdicts(now, fresh.values())
    for settled in late:
        standard_id, started_seq = settled.key
        Measurement.objects.filter(
            conversation_id=now.conversation_id, standard_id=standard_id, started_seq=started_seq
        ).update(value_seconds=settled.value_seconds)
    for verdict in sorted(fresh.values(), key=lambda verdict: (verdict.at, verdict.key)):
        announced = _announce(now, verdict)
        if swept and announced:
            now = replace(now, at=announced.at, seq=announced.seq)
    row = {name: getattr(now, name) for name in reads.WATCH}
    if new:
        Watch(**row).save(force_insert=True)
    else:
        Watch.objects.filter(conversation_id=row.pop("conversation_id")).update(**row)
    if new or before.next_due_at != now.next_due_at:
        note_due(now.conversation_id, now.next_due_at)


def overwrite(now: rules.Watch, verdicts: dict[Key, Verdict]) -> None:
    """Keep exactly this of the conversation, whatever was there."""
    row = {name: getattr(now, name) for name in reads.WATCH}
    Watch.objects.update_or_create(conversation_id=row.pop("conversation_id"), defaults=row)
    ids = [now.conversation_id]
    _save_clocks(replace(now, clocks=reads.clocks_on(ids)[now.conversation_id]), now)
    known = reads.verdicts_on(ids)[now.conversation_id]
    for standard_id, started_seq in known.keys() - verdicts.keys():
        Measurement.objects.filter(
            conversation_id=now.conversation_id, standard_id=standard_id, started_seq=started_seq
        ).delete()
    _save_verdicts(now, [verdict for key, verdict in verdicts.items() if known.get(key) != verdict])
    note_due(now.conversation_id, now.next_due_at)


def _save_clocks(before: rules.Watch, now: rules.Watch) -> None:
    was = {clock.key: clock for clock in before.clocks}
    stays = {clock.key: clock for clock in now.clocks}
    for standard_id, started_seq in was.keys() - stays.keys():
        Clock.objects.filter(
            conversation_id=now.conversation_id, standard_id=standard_id, started_seq=started_seq
        ).delete()
    changed = [
        Clock(conversation_id=now.conversation_id, site_id=now.site_id, **asdict(clock))
        for key, clock in stays.items()
        if was.get(key) != clock
    ]
    if changed:
        Clock.objects.bulk_create(
            changed,
            update_conflicts=True,
            unique_fields=["conversation_id", "standard", "started_seq"],
            update_fields=["started_at", "served_seconds", "running_since", "due_at", "breached"],
        )


def _save_verdicts(watch: rules.Watch, verdicts: Iterable[Verdict]) -> None:
    rows = [
        Measurement(conversation_id=watch.conversation_id, site_id=watch.site_id, **asdict(verdict))
        for verdict in verdicts
    ]
    if rows:
        Measurement.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["conversation_id", "standard", "started_seq"],
            update_fields=["started_at", "at", "verdict", "value_seconds", "team_id", "staff_id"],
        )


def _announce(watch: rules.Watch, verdict: Verdict) -> Event | None:
    if verdict.verdict == rules.MET:
        return record(StandardMet(**_head(watch, verdict), at=verdict.at, value_seconds=verdict.value_seconds or 0.0))
    if verdict.verdict == rules.MISSED:
        return record(StandardMissed(**_head(watch, verdict), at=verdict.at))
    return None


def withdraw(watch: rules.Watch, verdict: Verdict) -> None:
    """Take a verdict back that turned out to be wrong."""
    Measurement.objects.filter(
        conversation_id=watch.conversation_id,
        standard_id=verdict.standard_id,
        started_seq=verdict.started_seq,
    ).delete()
    if verdict.verdict in (rules.MET, rules.MISSED):
        was_at = verdict.at.isoformat()
        record(VerdictWithdrawn(**_head(watch, verdict), at=watch.at, verdict=verdict.verdict, verdict_at=was_at))


def _head(watch: rules.Watch, verdict: Verdict) -> dict[str, Any]:
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
