"""Which theme of today is which of yesterday's. Pure."""

from collections.abc import Hashable, Mapping, Sequence, Set

ENOUGH = 0.25  # of what either holds must be in both


def matched(
    before: Mapping[int, tuple[Set[Hashable], Set[str]]], now: Sequence[tuple[Set[Hashable], Set[str]]]
) -> dict[int, int]:
    """{place in `now`: id in `before`}; each is (texts, terms). The closest pair first, each at most once.

    Texts that only one of the two runs looked at say nothing: pass those that both did.
    """
    pairs = [
        (max(overlap(texts, now_texts), overlap(terms, now_terms)), id, place)
        for id, (texts, terms) in before.items()
        for place, (now_texts, now_terms) in enumerate(now)
    ]
    found: dict[int, int] = {}
    for likeness, id, place in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if likeness >= ENOUGH and place not in found and id not in found.values():
            found[place] = id
    return found


def overlap(one: Set[Hashable], other: Set[Hashable]) -> float:
    """Jaccard's index: 1 when they are the same, 0 when nothing is in both."""
    together = len(one | other)
    return len(one & other) / together if together else 0.0
