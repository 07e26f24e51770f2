"""Mails of sizes that nobody should send, taken in from the first byte to the last commit."""

import sys
from datetime import UTC, datetime

from benchmarks.frame import Figure, cpu_seconds, fresh_house, report

AT = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
MOST_SECONDS = 3.0
WANTED = ("25 MB enclosed", "25 MB of text", "25 MB in one line", "25 MB of HTML", "a header of 1 MB", "10,000 parts")


def main() -> bool:
    with fresh_house():
        from benchmarks.intake import world
        from wellserved.serving.channels.email import actions
        from wellserved.serving.channels.email.models import RawMail
        from wellserved.serving.channels.email.reading.tests.test_never_raises import HOSTILE

        mailbox = world()
        figures = []
        for name in WANTED:
            raw = HOSTILE[name]()
            spent = cpu_seconds(lambda raw=raw: actions.receive(mailbox, raw, via="smtp", at=AT))  # type: ignore[misc]
            figures.append(Figure(f"{name} ({len(raw) / 1e6:.1f} MB)", spent, "s CPU", at_most=MOST_SECONDS))
        unsettled = RawMail.objects.exclude(state__in=(RawMail.TAKEN_IN, RawMail.QUARANTINED)).count()
        figures.append(Figure("mails that became neither a message nor a held one", unsettled, at_most=0))
        return report("hostile", figures)


if __name__ == "__main__":
    sys.exit(not main())
