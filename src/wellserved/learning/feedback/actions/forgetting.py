"""What they answered in figures stays, since it is counted; their words go, and no link of theirs opens anything."""

from datetime import datetime

from django.db import transaction

from wellserved.ground.ids import fingerprint, secret
from wellserved.learning.feedback.models import Invitation, Refusal, Response
from wellserved.learning.feedback.questions import DATE, LONG, SHORT


@transaction.atomic
def forget(customer_id: int, *, at: datetime) -> None:
    for response in Response.objects.of_customer(customer_id).select_related("version", "invitation__version"):
        counted = {one.key for one in response.questions() if one.kind not in (SHORT, LONG, DATE)}
        response.answers.exclude(question__in=counted).delete()
        response.words = ""
        response.save(update_fields=["words"])
    for invitation in Invitation.objects.filter(customer_id=customer_id):
        invitation.fingerprint, invitation.reminder_fingerprint = fingerprint(secret()), None
        invitation.expires_at = min(invitation.expires_at, at)
        invitation.save(update_fields=["fingerprint", "reminder_fingerprint", "expires_at"])
    Refusal.objects.filter(customer_id=customer_id).delete()
