"""Words with names in braces: which names there are, what is wrong with a text, and how it is filled. Pure."""

import html
import re
from collections.abc import Mapping

NAMES = {
    "customer": "the customer's name",
    "first_name": "their first name",
    "site": "the name of the site",
    "reference": "the reference of their matter",
    "colleague": "who serves them",
    "due": "by when we answer",
    "status_link": "the page of their matter",
}
PERSON = frozenset({"customer", "first_name"})
# Which names each text may use.
FIELDS: dict[str, frozenset[str]] = {
    "greeting": PERSON | {"site"},
    "closing": frozenset({"site", "colleague"}),
    "received_subject": frozenset({"site", "reference"}),
    "received": frozenset(NAMES),
    "survey_subject": frozenset({"site", "reference"}),
    "survey": frozenset(NAMES) - {"due"},
}
IN_PHRASES = frozenset({"customer", "first_name", "site", "reference", "colleague"})
SUBJECTS = frozenset({"received_subject", "survey_subject"})
MOST_CHARACTERS = {"greeting": 120, "closing": 200, "received_subject": 150, "survey_subject": 150}
LONGEST = 2000

_name = re.compile(r"\{([^{}\n]*)\}")
_greets = re.compile(
    r"^(?:dear|hi|hello|hey|good (?:morning|afternoon|evening|day)|greetings|liebe[rs]?|sehr geehrte[rs]?|hallo|guten"
    r"|moin|bonjour|bonsoir|ch[eè]re?|hola|estimad[oa]|beste|geachte|ciao|buongiorno)\b",
    re.IGNORECASE,
)


def fault(field: str, text: str) -> str:
    """What is wrong with a text, in a sentence; "" if nothing is."""
    return _fault(text, FIELDS[field], MOST_CHARACTERS.get(field, LONGEST))


def phrase_fault(text: str) -> str:
    """The same of an answer that is kept ready."""
    return _fault(text, IN_PHRASES, LONGEST) if text.strip() else "Write the answer."


def _fault(text: str, allowed: frozenset[str], most: int) -> str:
    listed = ", ".join(f"{{{name}}}" for name in NAMES if name in allowed)
    for name in _name.findall(text):
        if name not in NAMES:
            return f"There is no {{{name}}}. What can stand here: {listed}."
        if name not in allowed:
            return f"{{{name}}} can't stand here. What can: {listed}."
    if "{" in (rest := _name.sub("", text)) or "}" in rest:
        return "A brace is open or closed alone. Names stand in braces, such as {customer}."
    return f"Shorten it to {most} characters." if len(text) > most else ""


def filled(text: str, facts: Mapping[str, str]) -> str:
    """With the facts in their places. A line that speaks of what is not known is left out.

    What is filled in is not looked at again: a customer who is called "{status_link}" is called that.
    """
    known = (line for line in text.splitlines() if all(facts.get(name) for name in _name.findall(line)))
    return "\n".join(_name.sub(lambda match: facts[match[1]], line) for line in known).strip()


def formatted(text: str, facts: Mapping[str, str], link_label: str) -> str:
    """The same as HTML: paragraphs where there are empty lines, and the link under a label."""
    safe = {name: html.escape(value) for name, value in facts.items()}
    if link := safe.get("status_link"):
        safe["status_link"] = f'<a href="{link}" style="color:#0b5c6b">{html.escape(link_label)}</a>'
    paragraphs = re.split(r"\n\s*\n", filled(html.escape(text, quote=False), safe))
    return "\n".join(f"<p>{'<br>'.join(one.strip().splitlines())}</p>" for one in paragraphs if one.strip())


def greets(text: str) -> bool:
    """Whether there is a greeting already: a short first line that opens like one, or ends with a comma."""
    first = text.strip().split("\n", 1)[0].strip()
    return len(first) <= 60 and bool(_greets.match(first) or (first.endswith(",") and len(first.split()) <= 5))


def closes(text: str, closing: str, colleague: str) -> bool:
    """Whether they ended it themselves: with the closing's own words, or their name alone on the last line."""
    lines = [line.strip().casefold() for line in text.strip().splitlines() if line.strip()]
    words = {line.strip().casefold().rstrip(",") for line in closing.splitlines() if line.strip()}
    names = {colleague.casefold(), colleague.casefold().partition(" ")[0]} - {""}
    return any(line.rstrip(",.") in words | names for line in lines[-4:])


def framed(text: str, greeting: str, closing: str, colleague: str) -> str:
    """An answer between greeting and closing, those left out that its writer wrote."""
    parts = ["" if greets(text) else greeting, text.strip(), "" if closes(text, closing, colleague) else closing]
    return "\n\n".join(filter(None, parts))


def first_name(name: str) -> str:
    """Ana of "Ana Lima"; of "Lima, Ana" too. Nothing of what is no name, such as an address."""
    last, comma, first = name.partition(",")
    words = (first if comma and first.strip() else last).split()
    return words[0] if words and "@" not in words[0] else ""
