"""Where things go in an SVG chart: pure geometry, so that the macros only draw."""

from collections.abc import Sequence


def along(value: float, low: float, high: float, start: float, end: float) -> float:
    """`value` of [low, high] as a coordinate in [start, end], held inside; two decimals keep the page small."""
    share = (value - low) / (high - low) if high > low else 0.0
    return round(start + min(max(share, 0.0), 1.0) * (end - start), 2)


def polyline(values: Sequence[float | None], low: float, high: float, width: float, height: float) -> list[str]:
    """The `points` of each unbroken run of values, drawn left to right; a gap (None) breaks the line."""
    step = width / max(len(values) - 1, 1)
    runs: list[list[str]] = [[]]
    for index, value in enumerate(values):
        if value is None:
            runs.append([])
            continue
        runs[-1].append(f"{index * step:.1f},{along(value, low, high, height, 0)}")
    return [" ".join(run) for run in runs if run]
