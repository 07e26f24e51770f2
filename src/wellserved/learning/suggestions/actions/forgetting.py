"""What they suggested goes, and who they were; what we made public of it is ours, and their voice counts."""

from django.db import transaction
from django.db.models import Q

from wellserved.ground.customers.models import Identity
from wellserved.ground.ids import fingerprint
from wellserved.ground.jobs import actions as jobs
from wellserved.learning.suggestions.actions.supporting import CONFIRM
from wellserved.learning.suggestions.models import Suggestion, Support

GONE = "(erased)"


@transaction.atomic
def forget(customer_id: int) -> None:
    theirs = Q(customer_id=customer_id) | Q(conversation__customer_id=customer_id)
    said_in_answer = Q(response__conversation__customer_id=customer_id)
    Suggestion.objects.filter(theirs | said_in_answer).update(customer=None, who="", words=GONE)
    Support.objects.filter(customer_id=customer_id).update(customer=None)
    for address in Identity.objects.filter(customer_id=customer_id, kind=Identity.EMAIL).values_list(
        "value", flat=True
    ):
        jobs.forget(CONFIRM, key_ends=f":{fingerprint(address)}")
