"""The source as the rules look at it: each module once, parsed."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "wellserved"


@dataclass(frozen=True)
class Source:
    path: Path

    @property
    def place(self) -> str:
        """Such as serving/conversations/rules.py."""
        return self.path.relative_to(PACKAGE).as_posix()

    @property
    def module(self) -> str:
        """Such as wellserved.serving.conversations.rules."""
        dotted = self.path.relative_to(PACKAGE.parent).with_suffix("").as_posix().replace("/", ".")
        return dotted.removesuffix(".__init__")

    @property
    def parts(self) -> tuple[str, ...]:
        """Folders and the file's name without .py."""
        return self.path.relative_to(PACKAGE).with_suffix("").parts

    @property
    def is_test(self) -> bool:
        return "tests" in self.parts

    @property
    def is_migration(self) -> bool:
        return "migrations" in self.parts

    @cached_property
    def text(self) -> str:
        return self.path.read_text()

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, filename=str(self.path))

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        return tuple(ast.walk(self.tree))

    def calls(self) -> Iterator[ast.Call]:
        return (node for node in self.nodes if isinstance(node, ast.Call))

    def attributes(self) -> Iterator[ast.Attribute]:
        return (node for node in self.nodes if isinstance(node, ast.Attribute))

    def at(self, node: ast.expr | ast.stmt) -> str:
        return f"{self.place}:{node.lineno}"


@cache
def sources(*, tests: bool = False, migrations: bool = False) -> list[Source]:
    """The product's modules; parsing them takes seconds, so that all rules look at the same ones."""
    found = (Source(path) for path in sorted(PACKAGE.rglob("*.py")))
    return [s for s in found if (tests or not s.is_test) and (migrations or not s.is_migration)]
