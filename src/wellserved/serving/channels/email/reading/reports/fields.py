"""The fields that a report has for machines (RFC 3464), wherever they stand and however they are mistaken."""

import re
from collections.abc import Collection, Iterator

from wellserved.serving.channels.email.reading.headers import Fields, first
from wellserved.serving.channels.email.reading.model import Failure
from wellserved.serving.channels.email.reading.reports.reasons import reason_in, status_in

MOST = 100  # addresses of one report
RECIPIENTS = ("original-recipient", "final-recipient", "x-actual-recipient")
KNOWN = frozenset({*RECIPIENTS, "action", "status", "diagnostic-code", "remote-mta", "reporting-mta"})

_field = re.compile(r"^[> ]{0,4}([A-Za-z][A-Za-z-]{2,40})[ \t]*:[ \t]*(.*)$")
_address = re.compile(r"[^\s<>\"'();:,\[\]]+@[^\s<>\"'();:,\[\]]+")
_point = re.compile(r"\\x\{([0-9A-Fa-f]{1,6})\}")  # RFC 6533
_xtext = re.compile(r"\+(2B|3D)")  # RFC 3461


def failures_in(text: str, sent_to: Collection[str] = ()) -> list[Failure]:
    """What fields in a text say about each address.

    Where a mail was passed on to another address, both are told, unless one is known to be that of the mail sent.
    """
    found: dict[str, Failure] = {}
    for group in _groups(text):
        for failure in _failures(group, sent_to):
            found.setdefault(failure.address, failure)
            if len(found) >= MOST:
                return list(found.values())
    return list(found.values())


def arrived_in(text: str) -> list[str]:
    """Whom the mail reached. What was only relayed went to a server that tells no more."""
    reached = [one for one in _groups(text) if first(one, "action").strip().lower().startswith("delivered")]
    found = [one for group in reached for name in RECIPIENTS[:2] for one in addresses(first(group, name))[:1]]
    return list(dict.fromkeys(found))[:MOST]


def addresses(value: str) -> list[str]:
    """The addresses in a field such as `rfc822; <alice@example.org>`, casefolded."""
    value = _xtext.sub(lambda m: chr(int(m[1], 16)), _point.sub(_character, value))
    return [one.strip(".").casefold() for one in _address.findall(value[:1000])]


def _groups(text: str) -> Iterator[Fields]:
    """Fields that stand together. A blank line in the wrong place does not part an address from its verdict."""
    group: Fields = {}
    last = ""
    for line in text.split("\n"):
        match = _field.match(line)
        name = match[1].lower() if match else ""
        if match and name in KNOWN:
            if name in group and name in ("final-recipient", "action", "status"):
                yield group
                group = {}
            group.setdefault(name, []).append(match[2])
            last = name
        elif match or not line.strip():
            last = ""
            if "action" in group and any(one in group for one in RECIPIENTS):
                yield group
                group = {}
        elif last and line[:1] in (" ", "\t", ">"):
            group[last][-1] += " " + line.strip("> \t")
    if group:
        yield group


def _failures(group: Fields, sent_to: Collection[str]) -> Iterator[Failure]:
    told = [one for name in RECIPIENTS[:2] for one in addresses(first(group, name))[:1]]
    told = told or addresses(first(group, "x-actual-recipient"))[:1]
    if not any(name in group for name in RECIPIENTS):
        return
    diagnosis = " ".join(group.get("diagnostic-code", ()))
    told = told or addresses(diagnosis)[:1]
    status = status_in(first(group, "status"))
    if not status or status.endswith(".0.0"):
        status = status_in(diagnosis) or status
    action = first(group, "action").strip().lower()
    delayed = action.startswith("delay") or (not action.startswith(("fail", "err")) and status.startswith("4"))
    known = action.startswith(("fail", "err", "delay"))
    if not known and (action.startswith(("deliver", "relay", "expand")) or status.startswith("2")):
        return
    for address in dict.fromkeys([one for one in told if one in sent_to] or told):
        yield Failure(address, delayed, status, reason_in(diagnosis))


def _character(match: re.Match[str]) -> str:
    point = int(match[1], 16)
    return chr(point) if point < 0x110000 and not 0xD800 <= point < 0xE000 else "?"
