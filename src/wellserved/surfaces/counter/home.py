from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wellserved.ground.accounts import reads as accounts
from wellserved.ground.accounts.models import Site
from wellserved.surfaces.counter.pages import sentence, shown


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The front door: the house, its sites, and how to write to them."""
    if accounts.house() is None:
        return not_set_up(request)
    return shown(request, "home", lines=by_line())


def by_line() -> dict[str, list[Site]]:
    """The sites of each business line, as they are listed."""
    lines: dict[str, list[Site]] = {}
    for site in accounts.all_sites():
        lines.setdefault(site.line, []).append(site)
    return lines


def not_set_up(request: HttpRequest) -> HttpResponse:
    text = _("Nobody can be served here yet. If the house is yours, open the link that was printed in the terminal.")
    return sentence(request, _("This house isn't set up yet"), text, 200)
