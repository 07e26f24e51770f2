"""The words we bring, for each language and tone. Pure."""

from dataclasses import dataclass

FORMAL, FRIENDLY = "formal", "friendly"
TONES = {FORMAL: "Formal", FRIENDLY: "Friendly"}
LANGUAGES = {"en": "English", "de": "Deutsch"}


@dataclass(frozen=True)
class Ready:
    """`nameless` greets somebody whose name we don't know. The last six frame the mails, and can't be changed."""

    greeting: str
    nameless: str
    closing: str
    received_subject: str
    received: str
    survey_subject: str
    survey: str
    status_label: str
    answers: tuple[str, str, str, str, str]  # far below what was expected, to far above
    longer: str
    changeable: str  # {days}
    refusal: str
    about: str  # {subject}; stands behind our own subject of the survey


ENGLISH = Ready(
    greeting="Dear {customer},",
    nameless="Hello,",
    closing="Kind regards\n{colleague}",
    received_subject="",
    received=(
        "thank you for your message. It has reached us.\n"
        "You hear from us by {due} at the latest.\n\n"
        "Your reference is {reference}. Here you see how your matter stands:\n{status_link}\n\n"
        "To add something, just reply to this mail."
    ),
    survey_subject="How was it?",
    survey=(
        "your matter with {site} is closed.\n"
        "Compared with what you expected, how did we do?\n"
        "One click is your answer; there is no need to sign in."
    ),
    status_label="See how your matter stands",
    answers=(
        "Far below what I expected",
        "Below what I expected",
        "As I expected",
        "Above what I expected",
        "Far above what I expected",
    ),
    longer="If you have three minutes more, the same page asks what you hoped for and what you got.",
    changeable=("You can change your answer for {days} days. If something is still open, just reply to this mail."),
    refusal="Rather not be asked?",
    about="About “{subject}”",
)
GERMAN = Ready(
    greeting="Guten Tag {customer},",
    nameless="Guten Tag,",
    closing="Mit freundlichen Grüßen\n{colleague}",
    received_subject="",
    received=(
        "vielen Dank für Ihre Nachricht. Sie ist bei uns angekommen.\n"
        "Sie hören spätestens bis {due} von uns.\n\n"
        "Ihr Zeichen ist {reference}. Hier sehen Sie, wie es steht:\n{status_link}\n\n"
        "Möchten Sie etwas ergänzen, antworten Sie einfach auf diese Mail."
    ),
    survey_subject="Wie war es?",
    survey=(
        "Ihr Anliegen bei {site} ist abgeschlossen.\n"
        "Wie war es, gemessen an dem, was Sie erwartet haben?\n"
        "Ein Klick ist Ihre Antwort; eine Anmeldung ist nicht nötig."
    ),
    status_label="So steht Ihr Anliegen",
    answers=(
        "Weit unter meinen Erwartungen",
        "Unter meinen Erwartungen",
        "Wie erwartet",
        "Über meinen Erwartungen",
        "Weit über meinen Erwartungen",
    ),
    longer="Wenn Sie drei Minuten mehr haben: Dieselbe Seite fragt, was Sie sich erhofft und was Sie bekommen haben.",
    changeable=(
        "Sie können Ihre Antwort {days} Tage lang ändern. Ist noch etwas offen, antworten Sie einfach auf diese Mail."
    ),
    refusal="Lieber nicht gefragt werden?",
    about="Zu „{subject}“",
)
WORDS = {"en": ENGLISH, "de": GERMAN}
FRIENDLY_WORDS = {
    "en": {"greeting": "Hi {first_name},", "nameless": "Hi,", "closing": "All the best\n{colleague}"},
    "de": {"greeting": "Hallo {first_name},", "nameless": "Hallo,", "closing": "Herzliche Grüße\n{colleague}"},
}
