"""/office/standards/<key>/: one standard, how it is kept, where and when, and whether it matters to customers."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wellserved.ground.accounts.rules import Verb
from wellserved.learning.insight.standard import Part, StandardPage, standard_page
from wellserved.serving.standards.models import Standard
from wellserved.serving.standards.telling import in_words
from wellserved.serving.standards.whose import may_set
from wellserved.serving.standards.writing import STAKEHOLDERS
from wellserved.surfaces.office.door import needs, viewer_of
from wellserved.surfaces.office.in_words import DIMENSIONS
from wellserved.surfaces.office.period import PRESETS
from wellserved.surfaces.office.quality import choice_of

DAYS = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))


@require_safe
@needs(Verb.SEE_QUALITY)
def page(request: HttpRequest, key: str) -> HttpResponse:
    choice, places = choice_of(request)
    try:
        shown = standard_page(
            viewer_of(request),
            key,
            start=choice.start,
            end=choice.end,
            site_id=choice.site_id,
            team_id=choice.team_id,
        )
    except Standard.DoesNotExist:
        raise Http404 from None
    words = {
        "page": shown,
        "may_change": may_set(viewer_of(request).scope, shown.standard.sites),
        "rule": in_words(shown.standard.rule),
        "asked_by": STAKEHOLDERS[shown.standard.asked_by],
        "dimension": DIMENSIONS[shown.standard.dimension][0],
        "choice": choice,
        "presets": PRESETS,
        "parts": [(title, parts, tells_few) for title, parts, tells_few in _parts(shown) if parts],
        **places,
    }
    return render(request, "office/standard_page.html", words, status=422 if choice.fault else 200)


def _parts(shown: StandardPage) -> list[tuple[str, list[tuple[str, Part]], bool]]:
    """Titles with named parts, and whether a few measurements are told; of a colleague they never are."""
    return [
        (_("By site"), [(part.name, part) for part in shown.sites], True),
        (_("By team"), _named(shown.teams, _("No team had taken it")), True),
        (_("By colleague"), _named(shown.colleagues, _("Nobody had taken it")), False),
        (_("By the weekday on which it began"), [(DAYS[int(part.name)], part) for part in shown.weekdays], True),
        (_("By the hour at which it began"), [(f"{int(part.name):02}:00", part) for part in shown.hours], True),
    ]


def _named(parts: tuple[Part, ...], nobody: str) -> list[tuple[str, Part]]:
    """What nobody had taken is told beside the others, and not where there are no others."""
    return [(part.name or nobody, part) for part in parts] if any(part.name for part in parts) else []
