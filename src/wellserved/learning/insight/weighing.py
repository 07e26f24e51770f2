"""Several standards weighed together. Pure."""

from collections.abc import Sequence
from math import sqrt

from wellserved.measures.estimate import Estimate, too_few
from wellserved.measures.shares import wilson
from wellserved.measures.stars import Kept

ENOUGH_EACH = 10


def kept_against_target(kept: Sequence[Kept]) -> Estimate:
    """The weighted mean of share met minus target, of the standards with 10 measurements; n is their measurements.

    The intervals of the shares (Wilson) are combined by the method of variance estimates recovery (MOVER; Zou and
    Donner 2008, Stat. Med. 27:1693).
    """
    counted = [one for one in kept if one.n >= ENOUGH_EACH]
    if not counted:
        return too_few(None, sum(one.n for one in kept), ENOUGH_EACH, "measurements")
    total = sum(one.weight for one in counted)
    value = below = above = 0.0
    for one in counted:
        part, share = one.weight / total, one.met / one.n
        low, high = wilson(one.met, one.n)
        value += part * (share - one.target)
        below += (part * (share - low)) ** 2
        above += (part * (high - share)) ** 2
    low, high, n = value - sqrt(below), value + sqrt(above), sum(one.n for one in counted)
    reading = f"{100 * value:+.0f} points, between {100 * low:+.0f} and {100 * high:+.0f}, from {n} measurements."
    return Estimate(value, low, high, n, reading)
