"""What people make of a theme: its name, its place, two that are one, a text that is none of it; all undoable."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wellserved.ground import clock
from wellserved.ground.accounts.rules import Verb
from wellserved.ground.journal.actor import Actor
from wellserved.ground.journal.actor import staff as acting
from wellserved.learning.themes import actions, reads
from wellserved.learning.themes.actions.naming import NotAllowed
from wellserved.learning.themes.dividing import words_of
from wellserved.learning.themes.models import MESSAGE, RESPONSE, Theme
from wellserved.surfaces.office.door import needs, viewer_of

Change = Callable[[HttpRequest, Theme, Actor], object]


def change(made: Change) -> Callable[..., HttpResponse]:
    """Do it, and show the themes again."""

    @require_POST
    @needs(Verb.SEE_QUALITY)
    @wraps(made)
    def view(request: HttpRequest, theme_id: int) -> HttpResponse:
        try:
            made(request, reads.theme(viewer_of(request), theme_id), acting(viewer_of(request).id))
        except Theme.DoesNotExist:
            raise Http404 from None
        except NotAllowed as refusal:
            messages.error(request, str(refusal))
        response = redirect("themes")
        response["Location"] += f"#theme-{theme_id}"
        return response

    return view


@change
def name(request: HttpRequest, theme: Theme, by: Actor) -> None:
    actions.name(theme, request.POST.get("name", ""), by=by, at=clock.now())


@change
def pin(request: HttpRequest, theme: Theme, by: Actor) -> None:
    actions.pin(theme, "undo" not in request.POST, by=by, at=clock.now())


@change
def hide(request: HttpRequest, theme: Theme, by: Actor) -> None:
    hidden = "undo" not in request.POST
    if actions.hide(theme, hidden, by=by, at=clock.now()) and hidden:
        messages.success(request, _("It is among the hidden ones, at the end of this page."))


@change
def merge(request: HttpRequest, theme: Theme, by: Actor) -> None:
    if "undo" in request.POST:
        actions.part(theme, by=by, at=clock.now())
        return
    into = reads.theme(viewer_of(request), _number(request.POST.get("into", "")))
    actions.merge(theme, into, by=by, at=clock.now())
    messages.success(request, _("They are one now; there you can part them again."))


@change
def divide(request: HttpRequest, theme: Theme, by: Actor) -> None:
    """Two matters in it are told apart, by words or by examples; or are one after all."""
    if "undo" in request.POST:
        actions.unite(theme, by=by, at=clock.now())
        return
    told = request.POST
    words = words_of(",".join([*told.getlist("term"), told.get("words", "")]))
    chosen = {(kind, _number(id)) for kind, _, id in (one.partition(":") for one in told.getlist("text"))}
    part = actions.divide(theme, words, chosen, called=told.get("name", ""), by=by, at=clock.now())
    messages.success(
        request, _("“%(part)s” is a theme of its own now; there you can make them one again.") % {"part": part}
    )


@change
def text(request: HttpRequest, theme: Theme, by: Actor) -> None:
    """A text is none of it, or is after all; which one, is for who may see it: others name nothing by a number."""
    kind, id = request.POST.get("kind", ""), _number(request.POST.get("id", ""))
    if kind not in (MESSAGE, RESPONSE) or not reads.may_see_text(viewer_of(request), kind, id):
        raise Http404
    if "undo" in request.POST:
        if actions.restore(theme, kind, id, by=by, at=clock.now()):
            messages.success(request, _("The next night says whether it speaks of it."))
    else:
        actions.remove(theme, kind, id, by=by, at=clock.now())


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 19 else 0
