"""How soon a manager sees what a changed limit would have meant, with 100,000 measured interactions."""

import sys
import time
from datetime import UTC, datetime, timedelta
from typing import Any

from benchmarks.frame import Figure, fresh_house, report

MEASURED = 100_000
END = datetime(2020, 3, 31, tzinfo=UTC)  # rows.minutes counts from the beginning of 2020
START = END - timedelta(days=90)


def main() -> bool:
    with fresh_house():
        from benchmarks.inbox import world
        from benchmarks.rows import analyse, fill, minutes
        from wellserved.serving.standards.models import Measurement
        from wellserved.serving.standards.preview import preview

        people = world()
        standard = _standard()
        fill(
            Measurement,
            1,
            MEASURED + 1,
            standard_id=str(standard.id),
            conversation_id="n",
            site_id=str(people["site"]),
            started_seq="n",
            started_at=minutes("n % 120000"),
            at=minutes("n % 120000"),
            value="n % 7200",
            verdict="CASE WHEN n % 7200 <= 3600 THEN 'met' ELSE 'missed' END",
        )
        analyse()
        rule = {**standard.rule, "within": "40 min"}
        told: dict[str, Any] = {"key": standard.key, "rule": rule}
        seconds = []
        for _ in range(3):
            begun = time.perf_counter()
            found = preview(people["owner"], told, START, END)
            seconds.append(time.perf_counter() - begun)
        assert found.exact
        assert found.of == MEASURED, found.of
    return report("preview", [Figure(f"a changed limit, {MEASURED:,} measured", max(seconds), "s", at_most=2)])


def _standard() -> Any:
    from wellserved.ground.journal.actor import SYSTEM
    from wellserved.serving.standards.actions import add_standard

    rule = {"kind": "first reply", "within": "1 h", "hours": "always"}
    at = START - timedelta(days=1)
    return add_standard("soon", statement="A guest is answered within an hour.", rule=rule, by=SYSTEM, at=at)


if __name__ == "__main__":
    sys.exit(not main())
