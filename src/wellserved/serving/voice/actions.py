"""Every write about how we speak."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from wellserved.ground.accounts.models import House, Site
from wellserved.ground.journal.actions import record
from wellserved.ground.journal.actor import Actor
from wellserved.serving.voice import ready, rules
from wellserved.serving.voice.events import PhrasesChanged, VoiceChanged
from wellserved.serving.voice.models import Phrase, Voice


class WrongWords(Exception):  # noqa: N818 - reads as a sentence: raise WrongWords
    """`faults` says for each field what is wrong with it."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__(" ".join(faults.values()))
        self.faults = dict(faults)


@transaction.atomic
def speak(
    site: Site | None,
    words: Mapping[str, str],
    *,
    language: str = "",
    tone: str = "",
    frames: bool | None = None,
    by: Actor,
    at: datetime,
) -> Voice:
    """How the site speaks from now on, or the house (None); an empty text is told by whoever stands above.

    WrongWords says what is wrong, field by field.
    """
    faults = {field: found for field, text in words.items() if (found := rules.fault(field, text))}
    if language not in ("", *ready.LANGUAGES):
        faults["language"] = "Choose one of the languages."
    if tone not in ("", *ready.TONES):
        faults["tone"] = "Choose one of the tones."
    if faults:
        raise WrongWords(faults)
    House.objects.select_for_update().first()  # nothing else keeps two at once from making two rows for the house
    voice = Voice.objects.filter(site=site).first() or Voice(site=site)
    voice.language, voice.tone, voice.frames, voice.changed_at = language, tone, frames, at
    for field in rules.FIELDS:
        text = words.get(field, "").replace("\r\n", "\n").strip()
        setattr(voice, field, " ".join(text.split()) if field in rules.SUBJECTS else text)
    voice.save(
        update_fields=None if voice.pk is None else [*rules.FIELDS, "language", "tone", "frames", "changed_at"]
    )
    record(VoiceChanged(at=at, by=by, site_id=site.id if site else None))
    return voice


@transaction.atomic
def keep_phrase(
    name: str, text: str, *, site: Site | None, phrase: Phrase | None = None, by: Actor, at: datetime
) -> Phrase:
    """An answer is kept ready at the site, or everywhere (None); with a `phrase` it becomes that. Or WrongWords."""
    name, text = " ".join(name.split()), text.replace("\r\n", "\n").strip()
    faults = {"name": "" if name else "Name it, so that colleagues find it.", "text": rules.phrase_fault(text)}
    if any(faults.values()):
        raise WrongWords({field: fault for field, fault in faults.items() if fault})
    kept = phrase or Phrase(site=site)
    places = dict.fromkeys((kept.site_id, site.id if site else None))
    kept.site, kept.name, kept.text, kept.changed_at = site, name, text, at
    kept.save(update_fields=["site", "name", "text", "changed_at"] if phrase else None)
    for site_id in places:
        record(PhrasesChanged(at=at, by=by, site_id=site_id))
    return kept


@transaction.atomic
def drop_phrase(phrase: Phrase, *, by: Actor, at: datetime) -> None:
    """It is kept ready no longer."""
    phrase.delete()
    record(PhrasesChanged(at=at, by=by, site_id=phrase.site_id))
