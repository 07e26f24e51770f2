"""Where a letter ends and its foot begins: greetings, names, addresses, and what machines add. Pure.

Left in, "sent from my phone" would be what most customers speak of.
"""

import re

DASHES = re.compile(r"^\s*--\s?$")
CLOSING = re.compile(
    r"^\W*(?:(?:kind|best|warm|warmest|many|with (?:kind|best|warm))?\s*(?:regards|wishes|greetings)|many thanks|"
    r"(?:yours\s+)?(?:sincerely|faithfully|truly|respectfully)(?:\s+yours)?|yours|cheers|all the best|"
    r"thanks(?: and .{1,20}| in advance| again)?|thank you(?: and .{1,20}| in advance| again)?|mfg|lg|vg|"
    r"(?:mit\s+)?(?:freundlichen?|besten?|schönen?|lieben?|herzlichen?|vielen?|sonnigen?)?\s*(?:grüßen?|grüssen?|gruß|"
    r"gruss)(?:\s+(?:aus|von)\b.{0,30})?|hochachtungsvoll|"
    r"(?:vielen |besten |herzlichen )?dank(?: im voraus| und .{1,30})?)"
    r"\s*[,.!]*(?:\s+[^\W\d_][\w.'\u2019-]*){0,3}\s*$",
    re.IGNORECASE,
)
MACHINE = re.compile(
    r"^\W*(?:sent (?:from|with|via)\b|get outlook for|von meinem .{1,40} gesendet|gesendet (?:von|mit|über)\b|"
    r"diese (?:e-?mail|nachricht) (?:ist|wurde|enthält|kann)|this (?:e-?mail|message|communication)\b.{0,60}"
    r"\b(?:confidential|intended|privileged|contain)|holen sie sich outlook)",
    re.IGNORECASE,
)
AFTERWORD = re.compile(r"^\W*p\.?\s?s\.?\W", re.IGNORECASE)


def without_signature(text: str) -> str:
    """The letter itself. A closing in its first line is its matter ("Thanks!"), and a P.S. is still the writer's."""
    lines = text.strip().splitlines()
    for number, line in enumerate(lines):
        if number and (DASHES.match(line) or MACHINE.match(line) or CLOSING.match(line)):
            kept = lines[:number]
            after = next((n for n in range(number, len(lines)) if AFTERWORD.match(lines[n])), None)
            return "\n".join(kept + (_until_machine(lines[after:]) if after is not None else []))
    return "\n".join(lines)


def _until_machine(lines: list[str]) -> list[str]:
    ends = (n for n, line in enumerate(lines) if DASHES.match(line) or MACHINE.match(line))
    return lines[: next(ends, len(lines))]
