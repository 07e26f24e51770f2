"""What stands around the questions on a customer's page, in the site's language. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Phrases:
    """`comparisons` reach from far below to far above what was expected; `kano` from liking it to disliking it."""

    title: str
    send: str
    thanks: str
    with_us: str
    change: str
    change_it: str
    more: str
    leave_out: str
    own_words: str
    optional: str
    save: str
    saved: str
    unsaved: str
    finish: str
    done: str
    comparisons: tuple[str, str, str, str, str]
    kano: tuple[str, str, str, str, str]
    parts: dict[str, str]
    yes: str
    no: str
    points_left: str  # {left}
    tap: str
    kept: str  # {n}
    open: str
    after: dict[str, str]  # {site}; what the question is about
    intro: str  # {question}
    visit: str
    reminder: str  # {site}
    again: str


ENGLISH = Phrases(
    title="How was it?",
    send="Send my answer",
    thanks="Thank you",
    with_us="Your answer is with us:",
    change="Change my answer",
    change_it="Change it",
    more="Would you tell us a little more?",
    leave_out="Leave out what you like.",
    own_words="In your own words",
    optional="optional",
    save="Save",
    saved="Saved",
    unsaved="Not saved; please press Save",
    finish="Done",
    done="All of it is with us. You can close this page.",
    comparisons=("Far below", "Below", "As expected", "Above", "Far above"),
    kano=("I like it", "I expect it", "It makes no difference to me", "I can live with it", "I dislike it"),
    parts={
        "desired": "What you would wish for",
        "adequate": "What you would just accept",
        "perceived": "What you got from us",
        "expected": "What you expect of an excellent house",
        "with": "If it is so, how is that for you?",
        "without": "If it is not so, how is that for you?",
    },
    yes="Yes",
    no="No",
    points_left="{left} points are left to spread",
    tap="Tap what fits",
    kept="{n} kept here until the network is back",
    open="Open the questions",
    after={
        "closing": "your matter with {site} is closed.",
        "call": "you spoke with {site} on the telephone.",
        "visit": "you were with us at {site}.",
        "chat": "you chatted with {site}.",
    },
    intro="{question}\nOne click is your answer; there is no need to sign in.",
    visit="About your visit",
    reminder="a few days ago we asked you how it was with {site}. Should it have been lost:",
    again="You have answered already. Would you like to see or change it?",
)
GERMAN = Phrases(
    title="Wie war es?",
    send="Antwort senden",
    thanks="Vielen Dank",
    with_us="Ihre Antwort ist bei uns:",
    change="Antwort ändern",
    change_it="Ändern",
    more="Möchten Sie uns etwas mehr sagen?",
    leave_out="Lassen Sie aus, was Sie mögen.",
    own_words="In Ihren eigenen Worten",
    optional="freiwillig",
    save="Speichern",
    saved="Gespeichert",
    unsaved="Nicht gespeichert; bitte auf Speichern drücken",
    finish="Fertig",
    done="Alles ist bei uns. Sie können die Seite schließen.",
    comparisons=("Weit darunter", "Darunter", "Wie erwartet", "Darüber", "Weit darüber"),
    kano=("Das mag ich", "Das erwarte ich", "Das ist mir gleich", "Damit kann ich leben", "Das mag ich nicht"),
    parts={
        "desired": "Was Sie sich wünschen",
        "adequate": "Was Sie gerade noch annehmen",
        "perceived": "Was Sie von uns bekommen haben",
        "expected": "Was Sie von einem ausgezeichneten Haus erwarten",
        "with": "Wenn es so ist, wie ist das für Sie?",
        "without": "Wenn es nicht so ist, wie ist das für Sie?",
    },
    yes="Ja",
    no="Nein",
    points_left="{left} Punkte sind noch zu verteilen",
    tap="Tippen Sie an, was passt",
    kept="{n} hier aufbewahrt, bis das Netz wieder da ist",
    open="Zu den Fragen",
    after={
        "closing": "Ihr Anliegen bei {site} ist abgeschlossen.",
        "call": "Sie haben mit {site} telefoniert.",
        "visit": "Sie waren bei uns: {site}.",
        "chat": "Sie haben mit {site} gechattet.",
    },
    intro="{question}\nEin Klick ist Ihre Antwort; eine Anmeldung ist nicht nötig.",
    visit="Zu Ihrem Besuch",
    reminder="vor einigen Tagen haben wir Sie gefragt, wie es bei {site} war. Falls es untergegangen ist:",
    again="Sie haben schon geantwortet. Möchten Sie die Antwort sehen oder ändern?",
)
PHRASES = {"en": ENGLISH, "de": GERMAN}


def phrases(language: str) -> Phrases:
    return PHRASES.get(language, ENGLISH)
