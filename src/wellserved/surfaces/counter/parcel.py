"""parcel/<token>/: the files of an answer that were too large to travel in the mail."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wellserved.ground import clock
from wellserved.serving.conversations import links
from wellserved.serving.conversations.models import Attachment
from wellserved.surfaces.counter.pages import private, sentence, shown
from wellserved.surfaces.downloads import address_of


@private
@require_safe
def page(request: HttpRequest, token: str) -> HttpResponse:
    """Their names and sizes; each has an address of its own for the next hour, which no cookie opens."""
    message = links.parcel_of(token)
    if message is None:
        text = _("Perhaps it was cut in two on its way. Please open it from our mail to you once more.")
        return sentence(request, _("This link is not complete"), text, 404)
    if clock.now() >= message.at + links.PARCEL_LASTS:
        text = _("Files are kept here for {days} days. Just reply to our mail, and we send them again.")
        return sentence(request, _("These files are no longer here"), text.format(days=links.PARCEL_LASTS.days), 410)
    attached = [file for file in message.attachments.all() if file.scan != Attachment.INFECTED]
    return shown(
        request,
        "parcel",
        zone=message.conversation.site.zone,
        site=message.conversation.site,
        conversation=message.conversation,
        attached=attached,
        address_of=address_of,
        until=message.at + links.PARCEL_LASTS,
    )
