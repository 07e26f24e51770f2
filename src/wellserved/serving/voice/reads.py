"""How a site speaks, put together from its own words, the house's and ours."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils import translation
from django.utils.formats import date_format

from wellserved.ground.accounts.models import Site, Staff
from wellserved.serving.voice import ready, rules
from wellserved.serving.voice.models import Phrase, Voice
from wellserved.serving.voice.ready import Ready

MOST_PHRASES = 200
OWN = ("greeting", "closing", "received_subject", "received", "survey_subject", "survey")


@dataclass(frozen=True)
class Speech:
    """All words are there. `frames`: answers stand between greeting and closing.

    `own_survey_subject`: it is not ours, which names the matter too.
    """

    site: str
    language: str
    words: Ready
    frames: bool = False
    own_survey_subject: bool = False

    def facts(
        self, *, customer: str = "", reference: str = "", colleague: str = "", due: datetime | None = None,
        status_link: str = "",
    ) -> dict[str, str]:  # fmt: skip
        """What stands for the names in braces; `due` in the time zone it is told in."""
        named = customer if "@" not in customer else ""
        return {
            "customer": named,
            "first_name": rules.first_name(named),
            "site": self.site,
            "reference": reference,
            "colleague": colleague,
            "due": self._moment(due) if due else "",
            "status_link": status_link,
        }

    def greeting(self, facts: Mapping[str, str]) -> str:
        """The greeting, or the one for somebody whose name is not known."""
        return rules.filled(self.words.greeting, facts) or self.words.nameless

    def closing(self, facts: Mapping[str, str]) -> str:
        return rules.filled(self.words.closing, facts)

    def _moment(self, due: datetime) -> str:
        with translation.override(self.language):
            return date_format(due, "l, j. F, H:i" if self.language == "de" else "l, j F, H:i")


def voice_of(site: Site | None) -> Voice | None:
    """What the site, or the house (None), says in words of its own."""
    return Voice.objects.filter(site=site).first()


def levels(site: Site | None, own: Voice | None = None) -> list[Voice]:
    """Whose words are asked, the nearest first; `own` in place of what the site keeps, to look at it before."""
    kept = {row.site_id: row for row in Voice.objects.filter(Q(site=site) | Q(site=None))}
    nearest = own or kept.get(site.id if site else None) or Voice(site=site)
    return [nearest, *([kept[None]] if site and None in kept else [])]


def speech_of(site: Site) -> Speech:
    """How the site speaks."""
    return put_together(site.name, levels(site))


def speech_in(site: Site, language: str) -> Speech:
    """How it would speak in that language; words of its own stay as they are."""
    own = voice_of(site) or Voice(site=site)
    own.language = language
    return put_together(site.name, levels(site, own))


def phrases(viewer: Staff) -> list[Phrase]:
    """The answers that are kept ready where the viewer serves, by name."""
    return list(Phrase.objects.within(viewer.scope).select_related("site")[:MOST_PHRASES])


def phrases_at(site_id: int) -> list[Phrase]:
    """Those of a site and of the whole house, by name."""
    return list(Phrase.objects.at(site_id)[:MOST_PHRASES])


def phrase_to_change(viewer: Staff, phrase_id: int) -> Phrase:
    """One of the viewer's sites, or of the house if they reach every site; else Phrase.DoesNotExist."""
    rows = Phrase.objects.within(viewer.scope)
    return (rows if viewer.scope.site_ids is None else rows.exclude(site=None)).get(id=phrase_id)


def put_together(site: str, levels: list[Voice]) -> Speech:
    """From the words of these, the nearest first."""

    def first(field: str, otherwise: str) -> str:
        return next((str(value) for level in levels if (value := getattr(level, field))), otherwise)

    language, tone = first("language", "en"), first("tone", ready.FORMAL)
    words = ready.WORDS.get(language, ready.ENGLISH)
    if tone == ready.FRIENDLY:
        words = _with(words, ready.FRIENDLY_WORDS.get(language, {}))
    words = _with(words, {field: first(field, getattr(words, field)) for field in OWN})
    frames = next((level.frames for level in levels if level.frames is not None), False)
    return Speech(site, language, words, frames, bool(first("survey_subject", "")))


def _with(words: Ready, own: Mapping[str, Any]) -> Ready:
    return replace(words, **own)
