"""300 people answer at once, as when a hall empties: none is lost, none counts twice, and how long the last waits.

They press together; as many are served at a time as the web server has threads, the others queue there.
"""

import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

from benchmarks.frame import Figure, fresh_house, report
from benchmarks.intake import world

AT = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
PEOPLE = 300


def main() -> bool:
    with fresh_house():
        from django.conf import settings
        from django.db import connection

        from wellserved.ground.accounts.models import Site
        from wellserved.ground.journal.actor import SYSTEM
        from wellserved.learning.feedback import actions
        from wellserved.learning.feedback.given import Given
        from wellserved.learning.feedback.models import Response
        from wellserved.learning.insight.models import DayOfPerception

        world()
        survey = actions.make("everyday", name="Hall", site=None, by=SYSTEM, at=AT)
        actions.switch_on(survey, starts_at=AT, by=SYSTEM, at=AT)
        door = actions.open_door(survey, Site.objects.all()[0], way="qr", label="", by=SYSTEM, at=AT)
        begun = time.monotonic()

        def guest(n: int) -> float:
            """Presses, and presses again, since it took a moment; returns the seconds until both were taken."""
            try:
                for _ in range(2):
                    actions.answer_at(door, Given(comparison=n % 5 - 2), told_as=f"guest-{n:04}", at=AT)
            finally:
                connection.close()
            return time.monotonic() - begun

        with ThreadPoolExecutor(settings.THREADS) as threads:
            waits = sorted(threads.map(guest, range(PEOPLE)))
        figures: Any = DayOfPerception.objects.filter(dimension="overall")
        counted = sum(row.answers for row in figures)
        return report(
            "answers",
            [
                Figure("lost of 300", PEOPLE - Response.objects.count(), "", 0),
                Figure("counted twice", counted - PEOPLE, "", 0),
                Figure("the longest wait", waits[-1], "s"),
                Figure("the usual wait", waits[PEOPLE // 2], "s"),
            ],
        )


if __name__ == "__main__":
    sys.exit(not main())
