"""Whether every part is in place, in plain words; what is not comes with what to do."""

import argparse
from collections.abc import Mapping
from importlib import import_module

SUMMARY = "say whether every part is in place: database, disk, mail, clock, jobs"
PARTS = {
    "database": "database",
    "disk": "disk",
    "mail in": "mail_in",
    "mail out": "mail_out",
    "clock": "clock",
    "jobs": "jobs",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"only these: {', '.join(PARTS.values())}")


def run(options: argparse.Namespace) -> int:
    import django

    django.setup()
    wanted = {name: module for name, module in PARTS.items() if not options.parts or module in options.parts}
    if options.parts and len(wanted) != len(set(options.parts)):
        print(f"The parts are {', '.join(PARTS.values())}.")
        return 2
    return 0 if tell(wanted) else 1


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
