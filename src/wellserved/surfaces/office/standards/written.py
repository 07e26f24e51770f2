"""/office/settings/standards/packs/write/: a pack is written as a file, checked and looked at while one types."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wellserved.ground import clock
from wellserved.ground.accounts import reads as accounts
from wellserved.ground.accounts.rules import Verb
from wellserved.ground.journal.actor import staff as acting
from wellserved.serving.standards import actions, packs, reads
from wellserved.serving.standards.adoption import Adopted
from wellserved.serving.standards.pack import Pack
from wellserved.serving.standards.packing import packed
from wellserved.serving.standards.preview import preview
from wellserved.serving.standards.unpacking import read
from wellserved.serving.standards.whose import concerns
from wellserved.serving.standards.written import FileFault, WrongPack
from wellserved.surfaces.office.door import needs, viewer_of
from wellserved.surfaces.office.standards.beginning import BEGINNING
from wellserved.surfaces.office.standards.looking import LOOKED_AT
from wellserved.surfaces.office.standards.packs import places_for, weighed_for
from wellserved.surfaces.office.standards.theirs import lasting


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.SET_UP)
def write(request: HttpRequest) -> HttpResponse:
    """An own file, or one that is shipped, to be made one's own; a file with faults changes nothing."""
    text, at = _text(request), clock.now()
    words = _told(request, text, at)
    if "save" in request.POST and not words["faults"] and not words["nowhere"]:
        given: dict[str, Any] = {"keys": words["keys"], "sites": words["chosen_sites"]}
        try:
            done = actions.adopt(words["pack"], **given, by=acting(viewer_of(request).id), at=at)
        except actions.WrongStandard as wrong:
            words["faults"] = [(FileFault(1, "", str(wrong)), "")]
        else:
            told = _("%(added)s begin and %(changed)s change from now on.")
            messages.success(request, told % {"added": len(done.added), "changed": len(done.changed)})
            return redirect("settings_standards")
    words |= {"text": text, "names": [(name, packs.pack(name).title) for name in packs.names()]}
    return render(request, "office/pack_written.html", words, status=422 if "save" in request.POST else 200)


@require_POST
@needs(Verb.SET_UP)
def told(request: HttpRequest) -> HttpResponse:
    """What is wrong with the file, or what it would do; as a part of its page."""
    return render(request, "office/pack_told.html", _told(request, _text(request), clock.now()))


@require_safe
@needs(Verb.SET_UP)
def download(request: HttpRequest) -> HttpResponse:
    """What is in force where the viewer may look, as a pack."""
    at, viewer, house = clock.now(), viewer_of(request), accounts.house()
    whole = reads.house_pack("house", "1.0", house.name if house else "House", at)
    theirs = {one.key for one in reads.standards(at) if concerns(viewer.scope, one.sites)}
    kept = tuple(one for one in whole.standards if one["key"] in theirs)
    if not kept:
        raise Http404
    found = Pack(whole.name, whole.version, whole.title, whole.about, whole.language, whole.sources, kept)
    answer = HttpResponse(packed(found), content_type="application/toml; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="house.toml"'
    return answer


def _text(request: HttpRequest) -> str:
    if request.method == "POST":
        return request.POST.get("text", "").replace("\r\n", "\n")  # as browsers send lines
    if not (name := request.GET.get("from", "")):
        return BEGINNING
    try:
        return packs.text(name).decode()
    except packs.UnknownPack:
        raise Http404 from None


def _told(request: HttpRequest, text: str, at: datetime) -> dict[str, Any]:
    """Faults with the lines they stand on; or what adopting would do, and what one standard would have meant."""
    try:
        pack = read(text.encode(errors="replace"))
    except WrongPack as wrong:
        return places_for(request) | {"faults": [(fault, _line(text, fault.line)) for fault in wrong.faults]}
    words = weighed_for(request, pack, [str(one["key"]) for one in pack.standards], at)
    would: Adopted = words["would"]
    looked_at = _looked_at(request.POST.get("look", ""), would)
    words |= {"faults": [], "looked_at": looked_at, "seen": None}
    if looked_at:
        told: Mapping[str, Any] = {**words["standards"][looked_at], "sites": _sites(looked_at, words, at)}
        words["seen"] = preview(viewer_of(request), told, at - LOOKED_AT, at)
    return words


def _looked_at(asked: str, would: Adopted) -> str:
    """The standard that was asked for, or the only one that would begin or change."""
    news = (*would.changed, *would.added)
    return asked if asked in news else news[0] if len(news) == 1 else ""


def _sites(key: str, words: Mapping[str, Any], at: datetime) -> list[int]:
    """Where it would hold: what holds already goes on where it does."""
    return next((one.sites for one in lasting(at) if one.key == key), words["chosen_sites"])


def _line(text: str, number: int) -> str:
    lines = text.split("\n")
    return lines[number - 1].strip() if number <= len(lines) else ""
