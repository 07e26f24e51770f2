"""The standards a new house begins with; each may be changed or ended under Settings."""

from datetime import datetime
from typing import Any

from wellserved.ground.journal.actor import Actor
from wellserved.serving.standards.actions import add_standard
from wellserved.serving.standards.models import Standard

STARTER: dict[str, dict[str, Any]] = {
    "email-first-reply": {
        "statement": "Whoever writes an e-mail has a first answer within 4 opening hours.",
        "dimension": "responsiveness",
        "rule": {"kind": "first reply", "within": "4 h"},
        "channels": ("email",),
    },
    "form-first-reply": {
        "statement": "Whoever fills in the contact form has a first answer within 2 opening hours.",
        "dimension": "responsiveness",
        "rule": {"kind": "first reply", "within": "2 h"},
        "channels": ("form",),
    },
    "next-reply": {
        "statement": "Whoever writes again has the next answer within 8 opening hours.",
        "dimension": "responsiveness",
        "rule": {"kind": "next reply", "within": "8 h"},
    },
    "resolution": {
        "statement": "A matter is settled within 24 opening hours, not counting the time we wait for the customer.",
        "dimension": "reliability",
        "rule": {"kind": "resolution", "within": "24 h"},
        "target": 0.8,
    },
}


def add_starter(*, by: Actor, at: datetime) -> list[Standard]:
    """Put them in force from `at` on; WrongStandard if the house has one of them already."""
    return [add_standard(key, by=by, at=at, **terms) for key, terms in STARTER.items()]
