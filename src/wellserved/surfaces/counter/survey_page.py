"""How a survey is drawn, by whichever way somebody came to it."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from wellserved.ground.accounts.models import Site
from wellserved.learning.feedback import fields, questions, rules
from wellserved.learning.feedback.invitation_mail import labels_of
from wellserved.learning.feedback.models import Response
from wellserved.learning.feedback.questions import CLICKABLE, Question, Value
from wellserved.learning.feedback.wording import phrases
from wellserved.serving.voice.reads import Speech, speech_of
from wellserved.surfaces.counter.pages import sentence, shown

LARGEST = 200_000  # bytes of a form; its words are 5,000 characters each


def questions_page(
    request: HttpRequest,
    site: Site,
    asked: tuple[Question, ...],
    response: Response | None,
    *,
    action: str,
    about: str = "",
    template: str = "survey",
    **more: Any,
) -> HttpResponse:
    """The first question; once it is answered, thanks and the others that are asked then."""
    values = response.values() if response else {}
    return shown(request, template, **facts(site, asked, values, speech_of(site)), action=action, about=about, **more)


def facts(site: Site, asked: tuple[Question, ...], values: Mapping[str, Value], speech: Speech) -> dict[str, Any]:
    """What the templates of questions know."""
    first = asked[0]
    return {
        "site": site,
        "language": speech.language,
        "said": phrases(speech.language),
        "first": first,
        "clickable": first.kind in CLICKABLE,
        "rest": [
            one for one in questions.asked(asked, values) if one.key != first.key or first.kind not in CLICKABLE
        ],
        "values": values,
        "told": {one.key: one.tells(values.get(one.key)) for one in asked},
        "field": {one.key: fields.field_of(one, asked) for one in asked},
        "labels": {one.key: labels_of(one, speech.language, speech.words) for one in asked},
        "steers": {one.shown_if.question for one in asked if one.shown_if},
        "words": lambda said: questions.in_language(said, speech.language),
        "limits": questions.LENGTHS,
        "all_points": questions.ALL_POINTS,
    }


def followed(request: HttpRequest, first: Question) -> str:
    """The answer in the address, which may have been cut or mistyped on its way; "" if it is none."""
    told = request.GET.get(fields.FIRST, "")
    return told if first.kind in CLICKABLE and told in first.told else ""


def is_too_large(request: HttpRequest) -> bool:
    length = str(request.META.get("CONTENT_LENGTH") or "0")
    return not length.isdigit() or int(length) > LARGEST


def unreadable(request: HttpRequest) -> HttpResponse:
    text = _("What was sent is no answer to the questions. Please open the link in our mail again.")
    return sentence(request, _("We could not read this"), text, 400)


def incomplete(request: HttpRequest) -> HttpResponse:
    """The link is none of ours."""
    text = _("Perhaps it was cut in two on its way. Please open it from our mail to you once more.")
    return sentence(request, _("This link is not complete"), text, 404)


def ended(request: HttpRequest) -> HttpResponse:
    """Its time is over."""
    text = _("Answers were welcome for {days} days. If something is on your mind, just reply to our mail.")
    return sentence(request, _("This survey has ended"), text.format(days=rules.LASTS.days), 410)
