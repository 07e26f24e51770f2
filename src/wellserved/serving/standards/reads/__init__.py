"""Every question about standards: what is intended, where conversations stand, what may be said of them."""

from wellserved.serving.standards.reads.book import Book
from wellserved.serving.standards.reads.intended import (
    adopted_from,
    adoption,
    content,
    house_pack,
    kept_by_house,
    kinds,
    newest_version,
    standards,
    standards_to_come,
    topics,
)
from wellserved.serving.standards.reads.kept import (
    VERDICT,
    RunningClock,
    Told,
    clocks_of,
    measurements_of,
    told_by_journal,
    touched_by_outage,
    verdicts_on,
    watch_of,
    watches_on,
)
from wellserved.serving.standards.reads.noticing import listening, noted_on, observable, watched

__all__ = [
    "VERDICT",
    "Book",
    "RunningClock",
    "Told",
    "adopted_from",
    "adoption",
    "clocks_of",
    "content",
    "house_pack",
    "kept_by_house",
    "kinds",
    "listening",
    "measurements_of",
    "newest_version",
    "noted_on",
    "observable",
    "standards",
    "standards_to_come",
    "told_by_journal",
    "topics",
    "touched_by_outage",
    "verdicts_on",
    "watch_of",
    "watched",
    "watches_on",
]
