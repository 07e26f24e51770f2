"""What belongs to the weekday and not to the day: taken off, it raises no alarm.

Where values go up and down with a season, limits around one mean cry wolf on every busy Saturday. Fitting what is
known to come again and charting what is left of it is Alwan & Roberts 1988, J. Business & Economic Statistics 6:87;
here each step of the season has a level of its own, by weighted least squares, the same before and after a change.
"""

from collections.abc import Sequence

import numpy as np

from wellserved.measures.arrays import Floats
from wellserved.measures.chart import ENOUGH_ROUNDS, Stretch


def rhythm_of(x: Floats, weights: Floats, parts: Sequence[Stretch], season: int) -> Floats | None:
    """By how much each step of the season lies above the level of its part, (season,); 0 in all, by the weights.

    `x` (n,) is NaN where nothing was measured and weighs 0 there. A step that never was measured has 0. None while
    there are fewer than ENOUGH_ROUNDS values for each step that was. ValueError for a season of fewer than 2 steps.
    """
    if season < 2:
        raise ValueError(f"a season has 2 steps or more, not {season}")
    known = ~np.isnan(x)
    step = (np.arange(len(x)) % season)[known]
    seen = np.unique(step)
    if known.sum() < ENOUGH_ROUNDS * len(seen):
        return None
    starts = [part.start for part in parts[1:]]
    level = np.searchsorted(starts, np.arange(len(x)), side="right")[known]
    columns = np.concatenate([step[:, None] == seen, level[:, None] == np.arange(1, len(parts))], axis=1)
    heavy = np.sqrt(weights[known])
    found = np.linalg.lstsq(columns * heavy[:, None], x[known] * heavy, rcond=None)[0][: len(seen)]
    rhythm = np.zeros(season)
    share = np.array([weights[known][step == one].sum() for one in seen])
    rhythm[seen] = found - found @ share / share.sum()
    return rhythm
