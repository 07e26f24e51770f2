"""Text is readable in both themes: the pairs that pages use keep to WCAG 2.2 AA (4.5 for text, 3 for edges)."""

import re
from pathlib import Path

import pytest

TOKENS = (Path(__file__).parent.parent / "static" / "css" / "tokens.css").read_text()
COLOURS = {
    name: {"light": light, "dark": dark}
    for name, light, dark in re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", TOKENS)
}
TEXT = [
    *((ink, ground) for ink in ("ink", "ink-soft", "ink-faint") for ground in ("paper", "surface", "sunk", "raised")),
    *((colour, f"{colour}-soft") for colour in ("good", "warn", "bad")),
    *((colour, "surface") for colour in ("accent", "good", "warn", "bad")),
    *((ink, "accent-soft") for ink in ("ink", "ink-soft", "ink-faint", "accent-strong")),
    ("on-accent", "accent"),
    ("ink", "note"),
    ("ink-soft", "note"),
    ("accent", "paper"),
    ("paper", "ink"),
    ("paper", "bad"),
]
EDGES = [("line-strong", "surface"), ("line-strong", "paper"), ("accent", "surface")]


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb as WCAG 2.2 defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("front", "ground"), TEXT)
def test_text_is_readable(theme: str, front: str, ground: str) -> None:
    assert contrast(COLOURS[front][theme], COLOURS[ground][theme]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("front", "ground"), EDGES)
def test_edges_are_seen(theme: str, front: str, ground: str) -> None:
    assert contrast(COLOURS[front][theme], COLOURS[ground][theme]) >= 3
