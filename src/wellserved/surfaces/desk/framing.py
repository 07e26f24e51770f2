"""The greeting above an answer and the closing below it, where the site wants them; shown while it is written."""

from dataclasses import dataclass
from html import escape

from wellserved.ground.accounts.models import Staff
from wellserved.serving.conversations.models import Conversation
from wellserved.serving.voice import rules
from wellserved.serving.voice.reads import speech_of


@dataclass(frozen=True)
class Frame:
    greeting: str
    closing: str


def frame_of(viewer: Staff, conversation: Conversation) -> Frame | None:
    """What would stand around the viewer's answer; None where answers go as they were written."""
    speech = speech_of(conversation.site)
    if not speech.frames:
        return None
    facts = speech.facts(customer=conversation.customer.name, colleague=viewer.name)
    return Frame(speech.greeting(facts), speech.closing(facts))


def framed(viewer: Staff, conversation: Conversation, text: str, html: str) -> tuple[str, str]:
    """The answer as it goes, in both forms. What its writer said themselves is not said again."""
    frame = frame_of(viewer, conversation) if text.strip() else None
    if frame is None:
        return text, html
    greeting = "" if rules.greets(text) else frame.greeting
    closing = "" if rules.closes(text, frame.closing, viewer.name) else frame.closing
    around = rules.framed(text, greeting, closing, viewer.name)
    return around, html and f"{_paragraph(greeting)}{html}{_paragraph(closing)}"


def _paragraph(words: str) -> str:
    return f"<p>{'<br>'.join(escape(words).splitlines())}</p>" if words else ""
