"""The events and what reacts to them: told in one place, complete, and without a circle."""

import ast
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter

import pytest

from tests.architecture.sources import ROOT, Source, sources
from wellserved import flow
from wellserved.ground.journal.dispatch import Reaction
from wellserved.ground.journal.events import KINDS, Event
from wellserved.reference import events, meaning, settings


def ours() -> dict[str, type[Event]]:
    """The product's events; tests declare some of their own."""
    return {
        name: kind
        for name, kind in KINDS.items()
        if ".tests" not in kind.__module__ and "tests." not in kind.__module__
    }


def test_every_event_is_a_past_fact_with_a_meaning() -> None:
    assert [name for name, kind in ours().items() if not meaning(kind)] == []


def test_an_event_holds_ids_and_measures_only() -> None:
    """The journal outlives erasure: no names, addresses or words of anybody."""
    personal = {"name", "email", "address", "text", "words", "subject", "html", "sender", "phone"}
    found = [
        f"{name}.{field}" for name, kind in ours().items() for field in kind.__dataclass_fields__ if field in personal
    ]
    assert found == []


def test_the_documents_are_complete() -> None:
    for path, text in (("docs/events.md", events()), ("docs/settings.md", settings())):
        assert (ROOT / path).read_text() == text, f"{path} is out of date: make docs"


MODULES = {source.module: source for source in sources()}


def recorded_by(reaction: Reaction) -> set[str]:
    """The events that a reaction may lead to: those named in the functions it reaches, by reading the source."""
    seen: set[tuple[str, str]] = set()
    found: set[str] = set()
    todo = [(reaction.run.__module__, reaction.run.__qualname__.split(".")[0])]
    while todo:
        place = todo.pop()
        if place in seen or place[0] not in MODULES:
            continue
        seen.add(place)
        reached, told = _reach(MODULES[place[0]], place[1])
        todo += reached
        found |= told
    return found


@cache
def _reach(source: Source, name: str) -> tuple[list[tuple[str, str]], set[str]]:
    """Which functions of ours a function names, and which events it makes."""
    definition = next(
        (n for n in source.tree.body if isinstance(n, ast.FunctionDef | ast.ClassDef) and n.name == name), None
    )
    imports = _imports(source)
    if definition is None:
        return ([imports[name]] if name in imports else []), set()
    reached: list[tuple[str, str]] = []
    for node in ast.walk(definition):
        if isinstance(node, ast.Name):
            reached.append(imports.get(node.id, (source.module, node.id)))
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in imports:
            module, thing = imports[node.value.id]
            reached.append((f"{module}.{thing}", node.attr))
    return [place for place in reached if place[1] not in KINDS], set(_made(definition))


def _made(definition: ast.AST) -> Iterator[str]:
    """Events that are made here: called, announced, or chosen to be; not those that are only spoken of."""
    for node in ast.walk(definition):
        if isinstance(node, ast.Call):
            announced = node.args[:1] if _name(node.func).endswith("announce") else []
            chosen = [node.func, *announced]
        elif isinstance(node, ast.Assign):
            chosen = [node.value.body, node.value.orelse] if isinstance(node.value, ast.IfExp) else [node.value]
        else:
            continue
        yield from (name for part in chosen if (name := _name(part)) in KINDS)


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


@cache
def _imports(source: Source) -> dict[str, tuple[str, str]]:
    """Local name -> (module, name there)."""
    return {
        alias.asname or alias.name: (node.module or "", alias.name)
        for node in source.nodes
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("wellserved")
        for alias in node.names
    }


def test_no_event_can_lead_back_to_itself() -> None:
    graph = {
        event.kind: set().union(*(recorded_by(reaction) for reaction in reactions))
        for event, reactions in flow.REACTIONS.items()
    }
    # What these lead to begins outside: a customer's words, or a colleague's.
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as circle:
        pytest.fail(f"these events lead back to themselves: {' <- '.join(circle.args[1])}")
