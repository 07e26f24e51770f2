"""One letter: a page that prints on one sheet, and the sheet itself as a PDF."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote, urlencode

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wellserved.ground import clock
from wellserved.ground.accounts.models import Site
from wellserved.ground.accounts.rules import Verb
from wellserved.learning.letters import actions, reads, telling
from wellserved.learning.letters.figures import Figures
from wellserved.learning.letters.models import Letter
from wellserved.surfaces.office.door import needs, viewer_of
from wellserved.ui.words import signed

GAP = "\r\n\r\n"  # between paragraphs, as mail writes it


@require_safe
@needs(Verb.SEE_QUALITY)
def letter(request: HttpRequest, letter_id: int) -> HttpResponse:
    from wellserved.learning.letters.reads import praise  # asked here only

    found = _letter(request, letter_id)
    said = praise.told(viewer_of(request), found.praise)
    shown = context(found.site, telling.month_name(found.month), found.figures, said)
    opening = telling.opening(found.figures, found.site.name, found.month)
    return render(
        request,
        "office/letters/letter.html",
        {**shown, "opening": opening, "letter": found, "forward": _forward(found)},
    )


def context(site: Site, month: str, figures: Figures, praise: Sequence[object]) -> dict[str, Any]:
    """What the page of a letter shows, whether it was written or may still change."""
    weeks = [(telling.day_name(day), signed(mean, 2)) for day, mean in figures.weeks]
    return {
        "site": site,
        "month": month,
        "figures": figures,
        "weeks": weeks,
        "telling": telling,
        "praise": praise,
    }


@require_safe
@needs(Verb.SEE_QUALITY)
def paper(request: HttpRequest, letter_id: int) -> HttpResponse:
    from wellserved.learning.letters import paper as sheets  # fpdf2 is loaded when a letter needs it

    found = _letter(request, letter_id)
    answer = HttpResponse(sheets.drawn(found, viewer_of(request)), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{sheets.file_name(found)}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@require_POST
@needs(Verb.SEE_QUALITY)
def copy(request: HttpRequest, letter_id: int) -> HttpResponse:
    """By mail to whoever asks, with the sheet: their own mail program sends it on."""
    found, viewer = _letter(request, letter_id), viewer_of(request)
    actions.send(found, viewer, at=clock.now())
    messages.success(request, _("It is on its way to %(address)s.") % {"address": viewer.email})
    return redirect("letter", letter_id=found.id)


def _letter(request: HttpRequest, letter_id: int) -> Letter:
    try:
        return reads.letter(viewer_of(request), letter_id)
    except Letter.DoesNotExist:
        raise Http404 from None


def _forward(letter: Letter) -> str:
    """A mail of one's own with the letter in words; customers' words stay in the house."""
    told = GAP.join(telling.letter(letter.figures, letter.site.name, letter.month))
    page = f"{settings.PUBLIC_URL}{reverse('letter', args=[letter.id])}"
    subject = f"{letter.site.name}, {telling.month_name(letter.month)}"
    return f"mailto:?{urlencode({'subject': subject, 'body': f'{told}{GAP}{page}'}, quote_via=quote)}"
