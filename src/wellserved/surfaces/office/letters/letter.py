"""One letter: a page that prints on one sheet, and the sheet itself as a PDF."""

from urllib.parse import quote, urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from wellserved.ground.accounts.rules import Verb
from wellserved.learning.letters import reads, telling
from wellserved.learning.letters.models import Letter
from wellserved.surfaces.office.door import needs, viewer_of
from wellserved.ui.words import signed

GAP = "\r\n\r\n"  # between paragraphs, as mail writes it


@require_safe
@needs(Verb.SEE_QUALITY)
def letter(request: HttpRequest, letter_id: int) -> HttpResponse:
    from wellserved.learning.letters.reads import praise  # asked here only

    found = _letter(request, letter_id)
    figures = found.figures
    return render(
        request,
        "office/letters/letter.html",
        {
            "letter": found,
            "month": telling.month_name(found.month),
            "figures": figures,
            "weeks": [(telling.day_name(day), signed(mean, 2)) for day, mean in figures.weeks],
            "telling": telling,
            "praise": praise.told(viewer_of(request), found.praise),
            "forward": _forward(found),
        },
    )


@require_safe
@needs(Verb.SEE_QUALITY)
def paper(request: HttpRequest, letter_id: int) -> HttpResponse:
    from wellserved.learning.letters import paper as sheets  # fpdf2 is loaded when a letter needs it

    found = _letter(request, letter_id)
    answer = HttpResponse(sheets.drawn(found, viewer_of(request)), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{sheets.file_name(found)}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


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
