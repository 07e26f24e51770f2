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


Point = tuple[float, float]


def traced(points: Sequence[Point]) -> str:
    """The `points` attribute of a polyline or polygon."""
    return " ".join(f"{x:g},{y:g}" for x, y in points)


def band(upper: Sequence[Point], lower: Sequence[Point]) -> str:
    """The polygon between two lines that run in the same direction."""
    return traced([*upper, *reversed(lower)])


def stairs(edges: Sequence[float], levels: Sequence[float | None]) -> str:
    """A path that is flat at each level from one edge to the next: one edge more than levels; None breaks it."""
    path, drawn = "", False
    for index, level in enumerate(levels):
        if level is not None:
            path += f"V{level:g}" if drawn else f"M{edges[index]:g} {level:g}"
            path += f"H{edges[index + 1]:g}"
        drawn = level is not None
    return path


def stairs_band(edges: Sequence[float], upper: Sequence[float | None], lower: Sequence[float | None]) -> str:
    """The area between two stairs, as one rectangle for each step at which both are known."""
    return "".join(
        f"M{edges[index]:g} {top:g}H{edges[index + 1]:g}V{bottom:g}H{edges[index]:g}Z"
        for index, (top, bottom) in enumerate(zip(upper, lower, strict=True))
        if top is not None and bottom is not None
    )
