"""Days at the Linden Group: what a matter costs from the first mail to the answer when asked, and a rebuild."""

import sys
from datetime import UTC, datetime

from benchmarks.frame import Figure, cpu_seconds, fresh_house, report

UNTIL = datetime(2026, 11, 18, 18, 0, tzinfo=UTC)
DAYS = 14


def main() -> bool:
    with fresh_house():
        from wellserved import flow
        from wellserved.ground.journal.models import Entry
        from wellserved.learning.insight import rebuild as figures
        from wellserved.linden.simulator import Simulation
        from wellserved.serving.conversations.models import Conversation
        from wellserved.serving.standards import rebuild as verdicts

        simulation = Simulation(UNTIL, days=DAYS)
        lived = cpu_seconds(lambda: simulation.run(flow.REACTIONS))
        matters, entries = Conversation.objects.count(), Entry.objects.count()
        found: list[object] = []
        compared = cpu_seconds(lambda: found.extend((*verdicts.differences(), *figures.differences())))
        return report(
            "story",
            [
                Figure("matters", matters),
                Figure("journal entries a matter", entries / matters),
                Figure("CPU a matter, all its actions and reactions", 1000 * lived / matters, "ms"),
                Figure("CPU a matter, told again from the journal", 1000 * compared / matters, "ms"),
                Figure("differences between what was kept and what the journal tells", len(found), at_most=0),
            ],
        )


if __name__ == "__main__":
    sys.exit(not main())
