"""Whether every part is in place, in plain words; what is not comes with what to do."""

import argparse
from collections.abc import Mapping, Sequence
from importlib import import_module

SUMMARY = "say whether every part is in place: database, disk, mail, clock, jobs"
PARTS = {
    "database": "database",
    "disk": "disk",
    "mail in": "mail_in",
    "mail out": "mail_out",
    "scanner": "scanner",
    "clock": "clock",
    "jobs": "jobs",
}
ON_REQUEST = {"mail dns": "mail_dns"}  # asks the world's name servers; `check mail` is all three about mail


def arguments(parser: argparse.ArgumentParser) -> None:
    names = ", ".join([*PARTS.values(), *ON_REQUEST.values(), "mail"])
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"only these: {names}")


def run(options: argparse.Namespace) -> int:
    import django

    django.setup()
    known = PARTS | ON_REQUEST
    if unknown := set(options.parts) - set(known.values()) - {"mail"}:
        print(f"There is no part {', '.join(sorted(unknown))}: they are {', '.join(known.values())}, and mail.")
        return 2
    return 0 if tell(chosen(options.parts)) else 1


def chosen(parts: Sequence[str]) -> dict[str, str]:
    """The parts that were asked for; all but those ON_REQUEST if none was."""
    if not parts:
        return PARTS
    groups = {module: {module, module.partition("_")[0]} for module in (PARTS | ON_REQUEST).values()}
    return {name: module for name, module in (PARTS | ON_REQUEST).items() if groups[module] & set(parts)}


def tell(parts: Mapping[str, str]) -> bool:
    """Print a line for each finding; whether everything is in place."""
    from wellserved.console.checking import carefully

    faults = 0
    for name, module in parts.items():
        for finding in carefully(import_module(f"wellserved.console.checking.{module}").look):
            print(f"{'  ok  ' if finding.in_place else 'AMISS '} {name:<9} {finding.says}")
            if not finding.in_place:
                faults += 1
                print(f"{'':<17}-> {finding.do}")
    print(
        "Everything is in place." if not faults else f"{faults} {'thing is' if faults == 1 else 'things are'} amiss."
    )
    return not faults
