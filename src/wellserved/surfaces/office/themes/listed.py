"""/office/themes/: what is spoken of, how often, in which tone, and whether it goes with how customers found us."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wellserved.ground import clock
from wellserved.ground.accounts import reads as accounts
from wellserved.ground.accounts.rules import Verb
from wellserved.learning.themes import reads
from wellserved.learning.themes.reads.shown import WEEKS, Shown
from wellserved.learning.themes.tone import BAD, GOOD
from wellserved.surfaces.office.door import needs, viewer_of
from wellserved.ui.words import signed


@require_safe
@needs(Verb.SEE_QUALITY)
def themes(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    sites = accounts.sites(viewer)
    named = request.GET.get("site", "")
    site = next((one for one in sites if str(one.id) == named), None)
    if named and site is None:
        raise Http404
    found = reads.overview(viewer, clock.now(), site_id=site.id if site else None)
    words = {
        "overview": found,
        "sites": sites,
        "site": site,
        "weeks": WEEKS,
        "list_words": (sorted(GOOD), sorted(BAD)),
        "rows": [_row(shown) for shown in found.themes],
    }
    return render(request, "office/themes/list.html", words)


def _row(shown: Shown) -> tuple[object, ...]:
    """What the charts show, as a table."""
    figures = (shown.tone.value, shown.perceived.value, shown.difference.value)
    return (str(shown.theme), shown.texts, shown.customers, *(signed(value, 2) for value in figures), *shown.weeks)
