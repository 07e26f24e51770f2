"""Loads the Linden Group: an invented company with fifteen weeks behind it."""

import argparse
import os
import sys
from collections.abc import Callable

SUMMARY = "Load the demo company, the Linden Group, into an empty house"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--size", type=float, default=1.0, help="1 is 400 customers and about 1,600 conversations")
    parser.add_argument("--seed", type=int, default=7, help="another seed is another story")
    parser.add_argument("--days", type=int, default=105, help="how far the story goes back")


def run(options: argparse.Namespace) -> int:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from wellserved.ground.accounts.reads import house

    if founded := house():
        print(f"There is a house already: {founded.name}. The demo needs an empty data folder; name one by --data.")
        return os.EX_DATAERR
    load(size=options.size, seed=options.seed, days=options.days)
    print("The Linden Group is open. `wellserved run` prints a link that signs you in as its owner, Maren Linden.")
    return os.EX_OK


def load(
    size: float = 1.0, seed: int = 7, days: int = 105, progress: Callable[[float], object] = lambda share: None
) -> None:
    """Found the Linden Group in a migrated database and live its last `days` up to now.

    The terminal and `progress` are told the share of the days that are over.
    """
    from wellserved import flow
    from wellserved.ground import clock
    from wellserved.linden.simulator import Simulation

    def tell(share: float) -> None:
        _tell(share)
        progress(share)

    Simulation(clock.now(), days=days, size=size, seed=seed).run(flow.REACTIONS, tell)


def _tell(share: float) -> None:
    if sys.stderr.isatty() or share in (0, 1):
        end = "\n" if share >= 1 else ""
        print(f"\rThe demo company lives its last weeks: {share:4.0%}", end=end, file=sys.stderr, flush=True)
