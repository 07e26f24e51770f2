"""What customers will see, tried as they would: the mail, its click, and the page. Nothing of it is kept.

What was said so far stands in the address of the page itself.
"""

import json
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wellserved.ground import clock
from wellserved.ground.accounts.rules import Verb
from wellserved.learning.feedback import invitation_mail, reads
from wellserved.learning.feedback.fields import given, over, put, still_asked, taken
from wellserved.learning.feedback.given import Given, NotAnAnswer
from wellserved.learning.feedback.models import Survey
from wellserved.learning.feedback.questions import LENGTHS, Question
from wellserved.serving.channels.email import reads as email
from wellserved.serving.channels.email.actions import NotSent, send_sample
from wellserved.serving.conversations import links
from wellserved.serving.conversations.links import SECRET, STATUS
from wellserved.serving.voice.reads import Speech, speech_in, speech_of
from wellserved.serving.voice.ready import LANGUAGES
from wellserved.surfaces.counter.pages import shown
from wellserved.surfaces.counter.survey_page import facts, followed, is_too_large, unreadable
from wellserved.surfaces.office.door import needs, viewer_of
from wellserved.surfaces.office.surveys.finding import site_for, survey_of
from wellserved.surfaces.policy import POLICY

LONGEST = 200  # characters of an answer in words that the address keeps
FRAMED = POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
OF_A_MAIL = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"


@require_safe
@needs(Verb.SEE_QUALITY)
def preview(request: HttpRequest, survey_id: int) -> HttpResponse:
    """The mail or the page in a frame, as wide as a phone or a desk, in each language."""
    found = survey_of(request, survey_id)
    language = _language(request, speech_of(site_for(request, found)))
    what = "mail" if request.GET.get("what") == "mail" else "page"
    words = {
        "survey": found,
        "languages": LANGUAGES,
        "told": {"what": what, "width": request.GET.get("width", "phone"), "language": language},
        "frame": f"{reverse(f'survey_tried_{what}', args=[survey_id])}?{urlencode({'language': language})}",
    }
    return render(request, "office/surveys/preview.html", words)


@csrf_exempt  # it keeps nothing, and the customer's page has no token to send
@xframe_options_sameorigin
@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.SEE_QUALITY)
def page(request: HttpRequest, survey_id: int) -> HttpResponse:
    """The customer's page itself: each answer leads to where it would lead."""
    found = survey_of(request, survey_id)
    asked, site = reads.newest_version(found).read(), site_for(request, found)
    speech = speech_in(site, _language(request, speech_of(site)))
    said = _said(request, asked)
    if request.method == "POST":
        try:
            if is_too_large(request):
                raise NotAnAnswer("too large")
            said = still_asked(over(given(request.POST, asked), said), asked)
        except NotAnAnswer:
            return _framed(unreadable(request))
        response = redirect(_address(survey_id, speech, said, asked))
        response.status_code = 303
        return _framed(response)
    words = facts(site, asked, taken(said, asked), speech)
    more: dict[str, Any] = {"action": _address(survey_id, speech, said, asked), "about": _("A late arrival")}
    return _framed(shown(request, "survey", **words, **more, followed=followed(request, asked[0])))


@xframe_options_sameorigin
@require_safe
@needs(Verb.SEE_QUALITY)
def mail(request: HttpRequest, survey_id: int) -> HttpResponse:
    """The mail as it leaves, with links that lead to the page in this frame."""
    found = survey_of(request, survey_id)
    site = site_for(request, found)
    speech = speech_in(site, _language(request, speech_of(site)))
    subject, _text, html = _mail(request, found, speech)
    here = reverse("survey_tried_page", args=[survey_id])
    html = html.replace(f'href="{links.address("survey_refusal", SECRET)}"', "")
    html = html.replace(f"{links.address('survey', SECRET)}?", f"{here}?language={speech.language}&amp;")
    html = html.replace(links.address("survey", SECRET), f"{here}?language={speech.language}")
    response = render(
        request, "office/surveys/mails/tried.html", {"subject": subject, "letter": html, "speech": speech}
    )
    response.headers["Content-Security-Policy"] = OF_A_MAIL
    return response


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
    words = _mail(request, found, speech_of(site))
    subject, text, html = (one.replace(STATUS, "sample").replace(SECRET, "sample") for one in words)
    try:
        send_sample(mailbox, viewer.email, subject=subject, text=text, html=html, at=clock.now())
    except NotSent as reason:
        messages.error(request, _("It could not be sent. %(reason)s") % {"reason": reason})
    else:
        messages.success(request, _("Sent to %(address)s.") % {"address": viewer.email})
    return redirect("survey_page", survey_id)


def _mail(request: HttpRequest, found: Survey, speech: Speech) -> tuple[str, str, str]:
    return invitation_mail.spoken(
        speech,
        site_for(request, found),
        customer="Ana Lima",
        reference="K7QD3WN",
        about=_("A late arrival"),
        colleague=viewer_of(request).name,
        questions=reads.newest_version(found).read(),
    )


def _language(request: HttpRequest, speech: Speech) -> str:
    told = request.GET.get("language", "")
    return told if told in LANGUAGES else speech.language


def _said(request: HttpRequest, asked: tuple[Question, ...]) -> Given:
    """What was said before; what the address says wrongly was not said."""
    try:
        told: Any = json.loads(request.GET.get("said", "{}"))
        json.dumps(told, ensure_ascii=False).encode()  # half of a surrogate pair can't be shown
    except (ValueError, RecursionError):
        return Given()
    values = {}
    for one in asked if isinstance(told, dict) else ():
        try:
            values[one.key] = one.checked(told[one.key])
        except (KeyError, NotAnAnswer, TypeError):
            continue
    return put(values, asked)


def _address(survey_id: int, speech: Speech, said: Given, asked: tuple[Question, ...]) -> str:
    wordy = {one.key for one in asked if one.kind in LENGTHS}
    values = {key: str(v)[:LONGEST] if key in wordy else v for key, v in taken(said, asked).items()}
    told = {"language": speech.language, "said": json.dumps(values, separators=(",", ":"))}
    return f"{reverse('survey_tried_page', args=[survey_id])}?{urlencode(told)}"


def _framed(response: HttpResponse) -> HttpResponse:
    response.headers["Content-Security-Policy"] = FRAMED
    return response
