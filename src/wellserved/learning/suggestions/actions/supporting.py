"""Others want the same, and may hear once what became of it."""

from collections.abc import Collection
from datetime import datetime

from django.db import IntegrityError, transaction

from wellserved.ground.customers.actions import recognise
from wellserved.ground.customers.models import Customer, Identity
from wellserved.ground.ids import fingerprint
from wellserved.ground.jobs import actions as jobs
from wellserved.ground.journal.actor import SYSTEM
from wellserved.learning.suggestions import events, rules
from wellserved.learning.suggestions.actions.announce import announce
from wellserved.learning.suggestions.links import Wish, wish_token
from wellserved.learning.suggestions.models import Suggestion, Support

CONFIRM, TELL = "suggestions.confirm", "suggestions.tell"


def support(suggestion: Suggestion, token: str, *, at: datetime) -> bool:
    """Count one more voice; `token` is a secret of the browser's own. False if it has counted."""
    return _count(suggestion, fingerprint(token), None, at)


def ask_to_confirm(suggestion: Suggestion, address: str, token: str, *, at: datetime) -> None:
    """Send this address a link to confirm it; nothing is kept of it until then. Twice in a moment is one mail."""
    address = address.strip().casefold()
    wish = Wish(suggestion.id, address, fingerprint(token))
    key = f"{CONFIRM}:{suggestion.id}:{fingerprint(address)}"
    jobs.enqueue(CONFIRM, {"wish": wish_token(wish, at)}, key=key, due_at=at)


@transaction.atomic
def confirm(suggestion: Suggestion, wish: Wish, *, at: datetime) -> Customer:
    """Whoever reads that address hears what becomes of it. Their voice counts once; again changes nothing."""
    customer = recognise(Identity.EMAIL, wish.address, at=at)
    Customer.objects.select_for_update().get(id=customer.id)  # two links of theirs make one voice of theirs
    theirs = suggestion.supports.filter(customer=customer)
    if theirs.exists():
        theirs.update(left_at=None)
    elif not suggestion.supports.filter(token=wish.voice, customer=None).update(customer=customer):
        # The browser's voice is somebody else's by now, or nobody's: this address is a voice of its own.
        _count(suggestion, fingerprint(f"customer {customer.id}"), customer, at)
    speaks = suggestion.merged_into or suggestion
    if speaks.state in rules.ENDED:  # while their mail was on its way
        tell_supporters(speaks, at=at)
    return customer


def tell_supporters(suggestion: Suggestion, *, but: Collection[int] = (), at: datetime) -> int:
    """Each customer who waits hears what became of it, once and after HEARS_AFTER; returns how many.

    `but` are the ids of those who heard already, since it was their own suggestion.
    """
    waiting = Support.objects.of(suggestion).waiting()
    waiting.filter(customer_id__in=but).update(told_at=at)
    hear: dict[int | None, int] = {}
    for id, customer_id in waiting.order_by("-id").values_list("id", "customer_id"):
        hear[customer_id] = id
    waiting.exclude(id__in=hear.values()).update(told_at=at)  # they support two that were merged
    for id in hear.values():
        _tell(id, at + rules.HEARS_AFTER)
    return len(hear)


def tell_later(support: Support, *, at: datetime) -> None:
    """Nothing could be sent at present: they stay to be told."""
    _tell(support.id, at + rules.TRIED_AGAIN_AFTER)


def told(support: Support, *, at: datetime) -> bool:
    """They heard of it. False if that was known."""
    return bool(Support.objects.filter(id=support.id, told_at=None).update(told_at=at))


def not_to_be_told(support: Support, *, at: datetime) -> bool:
    """No server takes mail for them: they wait no longer, and did not hear. False if that was known."""
    return bool(Support.objects.filter(id=support.id, told_at=None, left_at=None).update(left_at=at))


def hear_no_more(customer_id: int, *, at: datetime) -> int:
    """They hear of none they support; how many that changes."""
    return Support.objects.waiting().filter(customer_id=customer_id).update(left_at=at)


def hear_again(customer_id: int) -> int:
    """Undo that; how many they hear of again."""
    left = Support.objects.filter(customer_id=customer_id, told_at=None, left_at__isnull=False)
    return left.update(left_at=None)


def _tell(support_id: int, due_at: datetime) -> None:
    jobs.enqueue(TELL, {"support": support_id}, key=f"{TELL}:{support_id}", due_at=due_at)


def _count(suggestion: Suggestion, voice: str, customer: Customer | None, at: datetime) -> bool:
    try:
        with transaction.atomic():
            Support(suggestion=suggestion, token=voice, customer=customer, at=at).save(force_insert=True)
            announce(events.SuggestionSupported, suggestion, SYSTEM, at)
    except IntegrityError:
        return False
    return True
