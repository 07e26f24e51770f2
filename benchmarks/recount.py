"""Sums that the house makes of random facts, against counting them one by one."""

import random
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from benchmarks.years import END

RECOUNTED = 5_000  # verdicts; and a tenth as many answers


def recount(owner: Any) -> int:
    """Sums that differ: what the house made of random verdicts and answers, against counting them one by one."""
    from wellserved.learning.insight import rebuild
    from wellserved.learning.insight.actions import sum_up
    from wellserved.learning.insight.columns import FIGURES
    from wellserved.learning.insight.extent import Extent
    from wellserved.learning.insight.models import DayOfPerception
    from wellserved.serving.conversations.models import Conversation
    from wellserved.serving.standards.models import Measurement

    chance = random.Random(7)
    verdicts = random_verdicts(chance)
    rebuild.rebuild()
    answers = random_answers(chance)
    DayOfPerception.objects.bulk_create(answers[::2])
    sum_up()
    DayOfPerception.objects.bulk_create(answers[1::2])  # these stay fresh
    wrong = 0
    for _ in range(20):
        start = END - timedelta(days=chance.randrange(200))
        end = start + timedelta(days=chance.randrange(100))
        extent = Extent(owner, start, end)
        within = [one for one in verdicts if start <= one["at"].date() <= end]
        for cut, value_of in CUTS_OF_VERDICTS.items():
            told = {
                key: (counts["met"], counts["missed"])
                for key, counts in extent.verdicts([cut], ("value", "standard_id")).items()
                if counts["met"] or counts["missed"]
            }
            met = Counter((value_of(one), one["standard_id"]) for one in within if one["verdict"] == "met")
            missed = Counter((value_of(one), one["standard_id"]) for one in within if one["verdict"] == "missed")
            counted = {key: (met[key], missed[key]) for key in met.keys() | missed.keys()}
            wrong += sum(told.get(key) != counted.get(key) for key in told.keys() | counted.keys())
        for cut, name in (("staff", "staff_id"), ("hour", "hour"), ("topic", "topic")):
            said = extent.perceptions(cut, ("value",))
            sums = Counter[str]()
            for one in answers:
                if start <= one.day <= end:
                    sums[str(getattr(one, name))] += one.gap_sum
            wrong += sum(said[value,]["gap_sum"] != total for value, total in sums.items())
    for model in (*FIGURES, Measurement, Conversation):
        model.objects.all().delete()  # type: ignore[attr-defined]
    return wrong


CUTS_OF_VERDICTS: dict[str, Callable[[dict[str, Any]], str]] = {
    "all": lambda one: "",
    "staff": lambda one: str(one["staff_id"]),
    "channel": lambda one: "email" if one["conversation_id"] % 2 else "form",
    "weekday": lambda one: str(one["started_at"].weekday()),
    "hour": lambda one: str(one["started_at"].hour),
}


def random_verdicts(chance: random.Random) -> list[dict[str, Any]]:
    """Kept as measurements; returns them as they are."""
    from wellserved.ground.accounts.models import Site, Staff
    from wellserved.ground.customers.models import Customer
    from wellserved.serving.conversations.models import Conversation
    from wellserved.serving.standards.models import Measurement, Standard

    at = datetime.combine(END, datetime.min.time(), UTC)
    sites, people = list(Site.objects.values_list("id", flat=True)), list(Staff.objects.values_list("id", flat=True))
    standards, guest = list(Standard.objects.values_list("id", flat=True)), Customer.objects.get()
    matters = 1000
    Conversation.objects.bulk_create(
        Conversation(
            id=number,
            reference=f"R{number}",
            customer=guest,
            site_id=sites[number % len(sites)],
            channel="email" if number % 2 else "form",
            opened_at=at,
            latest_at=at,
        )
        for number in range(1, matters + 1)
    )
    found = []
    for number in range(RECOUNTED):
        began = at - timedelta(minutes=chance.randrange(300 * 1440))
        conversation = 1 + number % matters
        found.append(
            {
                "standard_id": chance.choice(standards),
                "conversation_id": conversation,
                "site_id": sites[conversation % len(sites)],
                "staff_id": chance.choice(people),
                "started_seq": number,
                "started_at": began,
                "at": began + timedelta(minutes=chance.randrange(2000)),
                "verdict": chance.choice(("met", "met", "missed", "excused", "not applicable")),
            }
        )
    Measurement.objects.bulk_create(Measurement(**one) for one in found)
    return found


def random_answers(chance: random.Random) -> list[Any]:
    """Fresh facts of answers, not kept yet."""
    from wellserved.ground.accounts.models import Site, Staff
    from wellserved.learning.insight.models import DayOfPerception

    sites, people = list(Site.objects.values_list("id", flat=True)), list(Staff.objects.values_list("id", flat=True))
    found = []
    for _ in range(RECOUNTED // 10):
        gap = chance.randrange(-2, 3)
        found.append(
            DayOfPerception(
                day=END - timedelta(days=chance.randrange(300)),
                site_id=chance.choice(sites),
                fresh=True,
                staff_id=chance.choice(people),
                topic=chance.choice(("stay", "meal")),
                hour=chance.randrange(24),
                dimension="overall",
                scale="comparison",
                answers=1,
                gap_sum=gap,
                gap_squares=gap * gap,
            )
        )
    return found
