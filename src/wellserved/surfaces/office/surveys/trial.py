"""What customers will see: the page itself, and the mail to one's own address."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from wellserved.ground import clock
from wellserved.ground.accounts import reads as accounts
from wellserved.ground.accounts.models import Site
from wellserved.ground.accounts.rules import Verb
from wellserved.learning.feedback import invitation_mail, reads
from wellserved.learning.feedback.fields import given, taken
from wellserved.learning.feedback.given import NotAnAnswer
from wellserved.learning.feedback.models import Survey
from wellserved.serving.channels.email import reads as email
from wellserved.serving.channels.email.actions import NotSent, send_sample
from wellserved.serving.conversations.links import SECRET, STATUS
from wellserved.serving.voice.reads import speech_of
from wellserved.surfaces.counter.pages import shown
from wellserved.surfaces.counter.survey_page import facts
from wellserved.surfaces.office.door import needs, viewer_of
from wellserved.surfaces.office.surveys.finding import survey_of


@csrf_exempt  # it keeps nothing, and the customer's page has no token to send
@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.SEE_QUALITY)
def preview(request: HttpRequest, survey_id: int) -> HttpResponse:
    """The customer's page itself, which keeps nothing: pressing Send leads on to what comes then."""
    found = survey_of(request, survey_id)
    asked = reads.newest_version(found).read()
    try:
        values = taken(given(request.POST, asked), asked)
    except NotAnAnswer:
        values = {}
    return shown(request, "survey", **facts(site_for(request, found), asked, values), action="", about=found.name)


@require_POST
@needs(Verb.SEE_QUALITY)
def sample(request: HttpRequest, survey_id: int) -> HttpResponse:
    """The mail that asks, to the colleague's own address, with links that lead to nobody's matter."""
    found, viewer = survey_of(request, survey_id), viewer_of(request)
    site = site_for(request, found)
    mailbox = email.mailbox_for(site)
    if mailbox is None:
        messages.error(request, _("There is no mailbox to send it by: add one first."))
        return redirect("survey_page", survey_id)
    words = invitation_mail.spoken(
        speech_of(site),
        site,
        customer="Ana Lima",
        reference="K7QD3WN",
        about=_("A late arrival"),
        colleague=viewer.name,
        questions=reads.newest_version(found).read(),
    )
    subject, text, html = (one.replace(STATUS, "sample").replace(SECRET, "sample") for one in words)
    try:
        send_sample(mailbox, viewer.email, subject=subject, text=text, html=html, at=clock.now())
    except NotSent as reason:
        messages.error(request, _("It could not be sent. %(reason)s") % {"reason": reason})
    else:
        messages.success(request, _("Sent to %(address)s.") % {"address": viewer.email})
    return redirect("survey_page", survey_id)


def site_for(request: HttpRequest, found: Survey) -> Site:
    """Whose voice it is shown in: the survey's site, or the first of the viewer's."""
    site = found.site or next(iter(accounts.sites(viewer_of(request))), None)
    if site is None:
        raise Http404
    return site
