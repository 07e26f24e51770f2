"""What a site's next letter would tell if the month ended today."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wellserved.ground import clock
from wellserved.ground.accounts import reads as accounts
from wellserved.ground.accounts.models import Site
from wellserved.ground.accounts.rules import Verb
from wellserved.learning.letters import telling
from wellserved.surfaces.office.door import needs, viewer_of
from wellserved.surfaces.office.letters.letter import context


@require_safe
@needs(Verb.SEE_QUALITY)
def preview(request: HttpRequest) -> HttpResponse:
    from wellserved.learning.letters.reads import gathering, praise  # NumPy is loaded when a page needs it

    viewer, asked = viewer_of(request), request.GET.get("site", "")
    try:
        site = accounts.site(viewer, int(asked) if asked.isdecimal() else 0)
    except Site.DoesNotExist:
        raise Http404 from None
    today = clock.now().astimezone(site.zone).date()
    month = today.replace(day=1)
    figures = gathering.gather(viewer, site, month, until=today)
    said = praise.told(viewer, praise.of_month(site, month))
    opening = telling.so_far(figures, site.name, month)
    return render(
        request,
        "office/letters/letter.html",
        {**context(site, telling.month_name(month), figures, said), "opening": opening, "letter": None},
    )
