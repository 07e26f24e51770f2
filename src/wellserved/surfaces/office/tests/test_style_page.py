"""Every chart says what it shows to whoever cannot see it, and needs no style of its own."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.world import World

pytestmark = pytest.mark.django_db


def test_charts_are_told_to_whoever_cannot_see_them(world: World, as_staff: Callable[[Any], Client]) -> None:
    page = as_staff(world.maren).get("/office/style/").content.decode()
    charts = re.findall(r'<svg class="chart [\w -]+"(?! viewBox="-11)[^>]*>\s*(.{7})', page)
    assert len(charts) > 20
    assert set(charts) == {"<title>"}
    assert " style=" not in page
    for kind in ("control", "funnel", "quadrant", "multiple", "bullet", "levels", "survival", "pareto"):
        assert f"{kind}-chart" in page
    assert "30 values" not in page  # one week is missing, and not counted
    assert "29 values from week 1 to week 30." in page
    assert "Outside what chance gives: Linden Quay, Linden Pantry." in page
