"""The documents that are made of the source: docs/events.md, docs/settings.md, and what docs/standards.md lists."""

import re
from collections.abc import Mapping
from dataclasses import fields
from inspect import getdoc

from django.utils.module_loading import autodiscover_modules

from wellserved import flow
from wellserved.config.environment import SETTINGS
from wellserved.ground.journal.dispatch import Reaction
from wellserved.ground.journal.events import HEAD, KINDS, Event
from wellserved.serving.conversations.moments import NOTED
from wellserved.serving.standards.moments import FOLLOWING

MADE = "<!-- Made of the source by `make docs`; a test compares them. -->\n"


def settings() -> str:
    """Every setting: its meaning and its default."""
    rows = [f"| `{s.name}` | {s.meaning} | {f'`{s.default}`' if s.default else ''} |" for s in SETTINGS]
    told = [
        MADE,
        "# Settings\n",
        "Read from the environment when a process starts. A wrong one stops the start with a sentence for each.\n",
        "| Setting | Meaning | Default |",
        "|---|---|---|",
        *rows,
    ]
    return "\n".join(told) + "\n"


def events() -> str:
    """Every event: what it means, what it holds besides the head, and what follows."""
    autodiscover_modules("events")
    ours = {name: kind for name, kind in KINDS.items() if kind.__module__.startswith("wellserved.")}
    rooms: dict[str, list[type[Event]]] = {}
    for kind in ours.values():
        if ".tests." not in kind.__module__:
            rooms.setdefault(kind.__module__.removeprefix("wellserved.").removesuffix(".events"), []).append(kind)
    told = [
        MADE,
        "# Events\n",
        "What the journal records. Each entry has a head: its number (`seq`), when (`at`), who (`by`), and where it "
        "applies `conversation_id`, `customer_id`, `site_id`. Measures are what it holds besides.\n",
    ]
    for room in sorted(rooms):
        told += [f"## {room}\n", "| Event | Meaning | Measures | What follows |", "|---|---|---|---|"]
        told += [_row(kind) for kind in rooms[room]]
        told.append("")
    return "\n".join(told)


def standards(written: str) -> str:
    """The page as somebody wrote it, with every moment that a rule may name."""
    told = []
    for title, meanings in (("Which follow from messages and matters", FOLLOWING), ("Which somebody notes", NOTED)):
        told += [f"| {title} | |", "|---|---|", *(f"| `{name}` | {what} |" for name, what in meanings.items()), ""]
    table = "\n".join(told)
    return re.sub(r"(<!-- moments: .*? -->\n).*(<!-- end -->)", rf"\1\n{table}\n\2", written, flags=re.DOTALL)


def _row(kind: type[Event]) -> str:
    measures = ", ".join(f"`{field.name}`" for field in fields(kind) if field.name not in HEAD)
    return f"| {kind.kind} | {meaning(kind)} | {measures} | {_follows(flow.REACTIONS, kind)} |"


def meaning(kind: type[Event]) -> str:
    """Its docstring on one line; "" where there is only the one that dataclasses make up."""
    text = " ".join((getdoc(kind) or "").split())
    return "" if text.startswith(f"{kind.kind}(") else text


def _follows(wired: Mapping[type[Event], tuple[Reaction, ...]], kind: type[Event]) -> str:
    return ", ".join(
        f"{'now' if reaction.now else 'later'} `{reaction.name.removeprefix('wellserved.')}`"
        for reaction in wired.get(kind, ())
    )
