"""The mail that asks: a link for each answer to the first question, so that one click is an answer."""

from django.template.loader import render_to_string

from wellserved.ground.accounts.models import Site
from wellserved.learning.feedback.fields import FIRST
from wellserved.learning.feedback.kinds import built_in
from wellserved.learning.feedback.models import Version
from wellserved.learning.feedback.questions import CLICKABLE, COMPARISON, SCALE, YES_NO, Question, in_language
from wellserved.learning.feedback.rules import CLOSING, LASTS, LONG, SHORT
from wellserved.learning.feedback.wording import phrases
from wellserved.serving.conversations import links
from wellserved.serving.conversations.models import Conversation
from wellserved.serving.voice import rules
from wellserved.serving.voice.reads import Speech, speech_of
from wellserved.serving.voice.ready import Ready


def written(
    conversation: Conversation,
    form: str,
    version: Version | None = None,
    *,
    after: str = CLOSING,
    again: bool = False,
) -> tuple[str, str, str]:
    """Subject, text and HTML. The links hold `~secret~` until the mail leaves (conversations/links.py).

    `again` reminds whoever was asked before.
    """
    return spoken(
        speech_of(conversation.site),
        conversation.site,
        form,
        about=conversation.subject,
        customer=conversation.customer.name,
        reference=conversation.reference,
        colleague=conversation.assignee.name if conversation.assignee else "",
        page=links.address("status", links.STATUS),
        questions=version.read() if version else None,
        after=after,
        again=again,
    )


def spoken(
    speech: Speech,
    site: Site,
    form: str = SHORT,
    *,
    customer: str,
    reference: str,
    about: str = "",
    colleague: str = "",
    page: str = "",
    questions: tuple[Question, ...] | None = None,
    after: str = CLOSING,
    again: bool = False,
) -> tuple[str, str, str]:
    """The same of facts that are told; `about` is the matter's subject.

    Without `questions` the everyday one is asked.
    """
    facts = speech.facts(customer=customer, reference=reference, colleague=colleague, status_link=page)
    ready = speech.words
    first = (questions or built_in(form == LONG))[0]
    shown = {
        "site": site,
        "language": speech.language,
        "greeting": speech.greeting(facts),
        "form": form,
        "ready": ready,
        "changeable": ready.changeable.format(days=LASTS.days),
        "refusal": links.address("survey_refusal", links.SECRET),
        "answers": _answers(first, speech),
        "ends": (in_language(first.low_words, speech.language), in_language(first.high_words, speech.language)),
        "in_a_row": first.kind == SCALE,
    }
    subject = rules.filled(ready.survey_subject, facts)
    if about and not speech.own_survey_subject:
        subject = f"{subject} {ready.about.format(subject=about)}"
    words = _words(speech, first, everyday=questions is None, after=after, again=again)
    html = rules.formatted(words, facts, ready.status_label)
    return (
        subject,
        render_to_string("mails/survey/text.txt", {**shown, "words": rules.filled(words, facts)}),
        render_to_string("mails/survey/html.html", {**shown, "words": html}),
    )


def _words(speech: Speech, first: Question, *, everyday: bool, after: str, again: bool) -> str:
    """What stands above the links, with names in braces. The house's own words ask the everyday question of who
    has a matter that is closed."""
    ours = phrases(speech.language)
    question = in_language(first.words, speech.language).replace("{", "(").replace("}", ")")
    if again:
        return ours.reminder + "\n\n" + question
    if everyday and after == CLOSING:
        return speech.words.survey
    return ours.after[after] + "\n" + ours.intro.replace("{question}", question)


def _answers(first: Question, speech: Speech) -> list[tuple[str, str]]:
    """Each answer with its link; of a question that no click can answer, the way to it."""
    survey = links.address("survey", links.SECRET)
    if first.kind not in CLICKABLE:
        return [(phrases(speech.language).open, survey)]
    labels = labels_of(first, speech.language, speech.words)
    return [(labels[told], f"{survey}?{FIRST}={told}") for told in first.told]


def labels_of(question: Question, language: str, ready: Ready) -> dict[str, str]:
    """What the answers of a question are called, by how the page tells them."""
    if question.kind == COMPARISON:
        return dict(zip(question.told, ready.answers, strict=True))
    if question.kind == YES_NO:
        return {"yes": phrases(language).yes, "no": phrases(language).no}
    return {told: question.label(told, language) for told in question.told}
