"""Where things go in an SVG chart: pure geometry, so that the macros only draw.

The newer charts live in a square of 100 by 100 whose y points down. An SVG stretches it over the width there is,
while text and marks are placed at the same numbers as percentages and keep their size.
"""

from wellserved.ui.charts.axis import Axis, Tick, axis_over
from wellserved.ui.charts.control import control
from wellserved.ui.charts.funnel import funnel
from wellserved.ui.charts.lines import along, band, polyline, stairs, stairs_band, traced
from wellserved.ui.charts.multiples import multiples
from wellserved.ui.charts.pareto import pareto
from wellserved.ui.charts.survival import survival

__all__ = [
    "Axis",
    "Tick",
    "along",
    "axis_over",
    "band",
    "control",
    "funnel",
    "multiples",
    "pareto",
    "polyline",
    "stairs",
    "stairs_band",
    "survival",
    "traced",
]
