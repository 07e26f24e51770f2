"""What was answered to a survey, question by question, and as a file."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wellserved.ground.accounts.rules import Verb
from wellserved.learning.feedback import reads
from wellserved.learning.feedback.invitation_mail import labels_of
from wellserved.learning.feedback.questions import SCALE, Question, in_language
from wellserved.serving.voice.reads import Speech, speech_of
from wellserved.surfaces.csv import table
from wellserved.surfaces.office.door import needs, viewer_of
from wellserved.surfaces.office.in_words import DIMENSIONS
from wellserved.surfaces.office.period import PRESETS
from wellserved.surfaces.office.quality import choice_of
from wellserved.surfaces.office.surveys.finding import site_for, survey_of

if TYPE_CHECKING:
    from wellserved.learning.feedback.results import Finding


@require_safe
@needs(Verb.SEE_QUALITY)
def results(request: HttpRequest, survey_id: int) -> HttpResponse:
    # NumPy is loaded when a page needs it.
    from wellserved.learning.feedback.results import findings
    from wellserved.learning.feedback.servqual_results import servqual

    found, viewer = survey_of(request, survey_id), viewer_of(request)
    choice, places = choice_of(request)
    zone = timezone.get_current_timezone()
    since = datetime.combine(choice.start, time(), zone)
    until = datetime.combine(choice.end + timedelta(days=1), time(), zone)
    answers = reads.answers_to(viewer, found, since=since, until=until, site_id=choice.site_id)
    asked = reads.ever_asked(found)
    still = {one.key for one in reads.newest_version(found).read()}
    told = [one for one in findings(asked, answers) if one.n or one.question.key in still]
    speech = speech_of(site_for(request, found, choice.site_id))
    if request.GET.get("csv"):
        return table(found.name, (_("Question"), _("Answer"), _("How often")), _rows(told, speech))
    words = {
        "survey": found,
        "findings": told,
        "servqual": servqual(asked, told, answers),
        "n": answers.count(),
        "choice": choice,
        "presets": PRESETS,
        "sites": places["sites"],
        "dimensions": DIMENSIONS,
        "words": lambda said: in_language(said, speech.language),
        "label": lambda question, answer: label(question, answer, speech),
    }
    return render(request, "office/surveys/results.html", words, status=422 if choice.fault else 200)


def label(question: Question, told: str, speech: Speech) -> str:
    """An answer as customers read it; the ends of a scale with what they mean."""
    said = labels_of(question, speech.language, speech.words).get(told) or question.label(told, speech.language)
    ends = {str(question.range[0]): question.low_words, str(question.range[1]): question.high_words}
    end = in_language(ends.get(told, {}), speech.language) if question.kind == SCALE else ""
    return f"{said} ({end})" if end else said


def _rows(told: "list[Finding]", speech: Speech) -> Iterator[tuple[object, ...]]:
    for one in told:
        question = in_language(one.question.words, speech.language)
        for answer, n in one.counts:
            yield question, label(one.question, answer, speech), n
        for part, mean in (one.points or {}).items():
            yield question, label(one.question, part, speech), round(mean, 1)
        if one.estimate:
            yield question, one.measure, one.estimate.value
