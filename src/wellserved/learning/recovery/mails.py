"""What a colleague is told by mail: somebody is to be won back, and by when."""

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wellserved.learning.recovery import rules
from wellserved.learning.recovery.models import Recovery

SUBJECTS = {
    rules.OPENED: "Dissatisfied: %s",
    rules.HANDED_OVER: "Yours to make right: %s",
    rules.LATE: "Overdue, to be made right: %s",
    rules.NOT_RECOVERED: "Asked again, and not recovered: %s",
}


def of(recovery: Recovery, why: str) -> tuple[str, str]:
    """Subject and text. The customer's words stay at the desk."""
    customer = recovery.conversation.customer
    due = date_format(recovery.due_at.astimezone(recovery.site.zone), "l, j F, H:i")
    asked = _("Settle it by %s.") if recovery.contacted_at else _("Write to them by %s.")
    where = f"{settings.PUBLIC_URL}/desk/conversations/{recovery.conversation_id}/#recovery-{recovery.id}"
    subject = _(SUBJECTS[why]) % customer
    return " ".join(subject.split()), f"{customer}, {recovery.site.name}\n{asked % due}\n\n{where}\n"
