"""Forgetting a customer: asked for, taken back, done. Their row and their conversations stay, with nothing in them.

Each room forgets its own when it hears of CustomerErased, in the one transaction; what lies outside the rows (files,
the pages of the database that held them) is swept afterwards, as often as it takes.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from wellserved.ground import files, shelf
from wellserved.ground.accounts.rules import Refused
from wellserved.ground.customers import events
from wellserved.ground.customers.models import Company, Customer, Erasure, Identity, Membership, Merge, Preference
from wellserved.ground.customers.reads import merged_into, standing_for
from wellserved.ground.customers.rules import ERASED, WAIT
from wellserved.ground.jobs import actions as jobs
from wellserved.ground.journal.actions import record
from wellserved.ground.journal.actor import SYSTEM, Actor, staff
from wellserved.ground.repeats import actions as repeats
from wellserved.ground.traces import wiped

ERASE, SWEEP = "customers.erase", "customers.sweep"
SWEPT_AGAIN_AFTER = timedelta(hours=1)
REASONS = (Erasure.ASKED, Erasure.OVER, Erasure.MISTAKE)


@transaction.atomic
def ask_erasure(customer: Customer, reason: str, *, at_once: bool = False, by: Actor, at: datetime) -> Erasure:
    """They are erased after WAIT, or `at_once`, which nobody can take back. Refused if that was asked before."""
    if reason not in REASONS:
        raise Refused("Choose why they are to be erased.")
    Customer.objects.select_for_update().get(id=customer.id)
    if Merge.objects.standing().filter(merged=customer).exists():
        raise Refused("They were merged with another customer: erase that one.")
    due = at if at_once else at + WAIT
    erasure = Erasure(customer=customer, reason=reason, asked_at=at, asked_by=by.id, due_at=due)
    try:
        with transaction.atomic():
            erasure.save(force_insert=True)
    except IntegrityError as known:
        raise Refused("Somebody asked for that before.") from known
    record(events.ErasureAsked(at=at, by=by, customer_id=customer.id, erasure_id=erasure.id))
    jobs.enqueue(ERASE, {"erasure": erasure.id}, key=f"{ERASE}:{erasure.id}", due_at=due)
    return erasure


@transaction.atomic
def take_back_erasure(erasure: Erasure, *, by: Actor, at: datetime) -> bool:
    """They are not erased. False if they were, or if somebody took it back before."""
    rows = Erasure.objects.to_come().filter(id=erasure.id, due_at__gt=at)
    if not rows.update(taken_back_at=at, taken_back_by=by.id):
        return False
    record(events.ErasureTakenBack(at=at, by=by, customer_id=erasure.customer_id, erasure_id=erasure.id))
    return True


@transaction.atomic
def erase(erasure_id: int, *, at: datetime) -> bool:
    """Forget them, and whoever was merged into them. False if it was taken back, or done before."""
    if not Erasure.objects.to_come().filter(id=erasure_id).update(erased_at=at):
        return False
    erasure = Erasure.objects.get(id=erasure_id)
    by = staff(erasure.asked_by) if erasure.asked_by else SYSTEM
    whom = erasure.customer_id
    for id in (whom, *merged_into(whom)):
        _forget(id, by, at)
    jobs.enqueue(SWEEP, {"erasure": erasure_id}, key=f"{SWEEP}:{erasure_id}", due_at=at)
    return True


def note_files(customer_id: int, digests: Collection[str]) -> None:
    """Nothing of theirs refers to these files any more: the sweep removes those that nobody else holds."""
    for erasure in Erasure.objects.standing().filter(customer_id__in=(customer_id, standing_for(customer_id))):
        erasure.left = sorted({*erasure.left, *digests})
        erasure.save(update_fields=["left"])


def sweep(erasure_id: int, *, at: datetime) -> bool:
    """Remove what is not in rows: files, what was drawn from them, and the traces of deleted rows in the database.

    False if something must be swept again later: a file that somebody may be enclosing at this moment.
    """
    erasure = Erasure.objects.get(id=erasure_id)
    left = files.discard(erasure.left)
    shelf.empty()
    done = wiped() and not left
    Erasure.objects.filter(id=erasure_id).update(left=left, swept_at=at if done else None)
    if not done:
        due = at + SWEPT_AGAIN_AFTER
        jobs.enqueue(SWEEP, {"erasure": erasure_id}, key=f"{SWEEP}:{erasure_id}", due_at=due)
    return done


def _forget(customer_id: int, by: Actor, at: datetime) -> None:
    customer = Customer.objects.select_for_update().get(id=customer_id)
    addresses = list(Identity.objects.filter(customer_id=customer_id).values_list("value", flat=True))
    record(events.CustomerErased(at=at, by=by, customer_id=customer_id))
    texts = [text for text in (customer.name, *addresses) if text]
    jobs.forget_errors(texts)
    repeats.forget_answers(texts)
    for rows in (Identity.objects, Preference.objects, Membership.objects):
        rows.filter(customer_id=customer_id).delete()
    company_id = customer.company_id
    customer.name, customer.company, customer.language, customer.note = ERASED, None, "", ""
    customer.save(update_fields=["name", "company", "language", "note"])
    if company_id is not None:
        Company.objects.filter(id=company_id, customers=None).delete()  # of nobody else: its name is theirs
    Merge.objects.filter(kept_id=customer_id).update(moved={}, before={}, after={})
