"""`wellserved COMMAND`: each command is a module here with a SUMMARY, `arguments(parser)` and `run(options)`."""

import argparse
import importlib
import os
import pkgutil
import sys
from collections.abc import Sequence
from types import ModuleType

from wellserved import __version__, console
from wellserved.config.environment import WrongSettings

NOT_COMMANDS = {"main", "checking"}


def commands(typed: str = "") -> dict[str, ModuleType]:
    """Every command by the name it is typed with; that one alone, if `typed` is one.

    What the others import would stay in memory as long as the house runs.
    """
    modules = (m.name for m in pkgutil.iter_modules(console.__path__) if not m.ispkg)
    names = sorted(name for name in modules if name not in NOT_COMMANDS and not name.startswith("_"))
    known = {name.replace("_", "-"): f"wellserved.console.{name}" for name in names}
    wanted = {typed: known[typed]} if typed in known else known
    return {name: importlib.import_module(module) for name, module in wanted.items()}


def parser(known: dict[str, ModuleType]) -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="wellserved", description="Your customers, well served.")
    top.add_argument("--version", action="version", version=__version__)
    chosen = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, module in known.items():
        sub = chosen.add_parser(name, help=module.SUMMARY, description=module.SUMMARY)
        sub.add_argument("--data", help="the data folder (else WELLSERVED_DATA, else ./data)")
        module.arguments(sub)
    return top


def main(words: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit status. Wrong settings end it with a sentence each (status 78)."""
    words = sys.argv[1:] if words is None else words
    known = commands(words[0] if words else "")
    options = parser(known).parse_args(words)
    if options.data:
        os.environ["WELLSERVED_DATA"] = options.data
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wellserved.config.settings")
    try:
        status = known[options.command].run(options)
    except WrongSettings as wrong:
        print(*wrong.faults, sep="\n", file=sys.stderr)
        return os.EX_CONFIG
    except KeyboardInterrupt:
        return 130
    return int(status or 0)
