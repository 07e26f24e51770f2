"""What was done for whom we disappointed tells of them: when it was done stays, the words go."""

from wellserved.learning.recovery.models import Recovery


def forget(customer_id: int) -> None:
    Recovery.objects.filter(conversation__customer_id=customer_id).update(done="")
