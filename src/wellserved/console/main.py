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


def commands() -> dict[str, ModuleType]:
    """Every command by the name it is typed with."""
    names = sorted(m.name for m in pkgutil.iter_modules(console.__path__) if not m.ispkg)
    return {
        name.replace("_", "-"): importlib.import_module(f"wellserved.console.{name}")
        for name in names
        if name not in NOT_COMMANDS and not name.startswith("_")
    }


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="wellserved", description="Your customers, well served.")
    top.add_argument("--version", action="version", version=__version__)
    chosen = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, module in commands().items():
        sub = chosen.add_parser(name, help=module.SUMMARY, description=module.SUMMARY)
        sub.add_argument("--data", help="the data folder (else WELLSERVED_DATA, else ./data)")
        module.arguments(sub)
    return top


def main(words: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit status. Wrong settings end it with a sentence each (status 78)."""
    options = parser().parse_args(words)
    if options.data:
        os.environ["WELLSERVED_DATA"] = options.data
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wellserved.config.settings")
    try:
        status = commands()[options.command].run(options)
    except WrongSettings as wrong:
        print(*wrong.faults, sep="\n", file=sys.stderr)
        return os.EX_CONFIG
    except KeyboardInterrupt:
        return 130
    return int(status or 0)
