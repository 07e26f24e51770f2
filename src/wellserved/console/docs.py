"""Writes the documents that are made of the source; for those who develop Wellserved."""

import argparse
from pathlib import Path

SUMMARY = "write docs/events.md, docs/settings.md and the lists of docs/standards.md (for developers)"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--folder", type=Path, default=Path("docs"))


def run(options: argparse.Namespace) -> None:
    import django

    django.setup()
    from wellserved import reference
    from wellserved.serving.standards import schema

    for name, text in (("events", reference.events()), ("settings", reference.settings())):
        (options.folder / f"{name}.md").write_text(text)
    page = options.folder / "standards.md"
    page.write_text(reference.standards(page.read_text()))
    (options.folder / "standards.schema.json").write_text(schema.as_text())
