"""What our mails about suggestions say, in the language of the site that speaks."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    subject: str
    suggested: str
    supported: str
    others: str
    confirm_subject: str
    confirm: str
    leave: str


ENGLISH = Wording(
    subject="What became of your suggestion",
    suggested="You suggested: {title}",
    supported="You wanted this too: {title}",
    others="What others suggested, and what we did: {page}",
    confirm_subject="One click, and you hear of it",
    confirm=(
        "somebody, probably you, wants to hear what becomes of this suggestion: {title}\n\n"
        "If it was you, this link confirms your address; it holds for a week:\n{link}\n\n"
        "You get one mail, when it is done or if we decide against it. "
        "If it was not you, there is nothing to do: we have kept no address."
    ),
    leave="Rather not hear of suggestions any more? {link}",
)
GERMAN = Wording(
    subject="Was aus Ihrem Vorschlag wurde",
    suggested="Ihr Vorschlag: {title}",
    supported="Das wünschten Sie sich auch: {title}",
    others="Was andere vorschlugen und was wir taten: {page}",
    confirm_subject="Ein Klick, und Sie erfahren es",
    confirm=(
        "jemand, wahrscheinlich Sie, möchte erfahren, was aus diesem Vorschlag wird: {title}\n\n"
        "Waren Sie es, bestätigt dieser Link Ihre Adresse; er gilt eine Woche:\n{link}\n\n"
        "Sie bekommen eine einzige Mail: wenn es getan ist oder wenn wir uns dagegen entscheiden. "
        "Waren Sie es nicht, ist nichts zu tun: Wir haben keine Adresse gespeichert."
    ),
    leave="Lieber nichts mehr von Vorschlägen hören? {link}",
)


def wording(language: str) -> Wording:
    return GERMAN if language == "de" else ENGLISH
