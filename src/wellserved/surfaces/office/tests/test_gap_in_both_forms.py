"""Where customers were asked in both forms, the gap page says which of them to trust."""

from random import Random

import pytest
from django.template.loader import render_to_string

from wellserved.learning.insight.quality import Perception, Scale
from wellserved.learning.insight.two_forms import two_forms
from wellserved.measures.means import mean_interval
from wellserved.surfaces.office.gaps import both_forms


def perception(levels: list[tuple[int, int]], comparisons: list[int]) -> Perception:
    """Of pairs (desired, perceived)."""

    def scale(values: list[int]) -> Scale:
        return Scale(len(values), mean_interval(values), {}, {})

    desired, perceived = [d for d, _ in levels], [p for _, p in levels]
    differences = scale([p - d for d, p in levels])
    return Perception(
        "empathy", scale(comparisons), differences, None, mean_interval(desired), mean_interval(perceived)
    )


def test_the_more_two_levels_go_together_the_less_is_left() -> None:
    dice = Random(1993)
    apart = [(dice.choice((5, 6, 7, 8)), dice.choice((3, 5, 7, 9))) for _ in range(200)]
    together = [(d, d - 1 + dice.choice((0, 0, 0, 1))) for d, _ in apart]
    loose, tight = two_forms(perception(apart, [0, 1] * 20)), two_forms(perception(together, [0, 1] * 20))
    assert loose
    assert tight
    assert loose.reliability.value == pytest.approx(0.7, abs=0.05)
    assert tight.reliability.value == 0
    [(name, sentence)] = both_forms.told([tight])
    assert name == "Empathy"
    assert sentence.startswith("Compared directly +0.50 on −2 to +2 (40 answers); perceived minus desired −0.8 ")
    assert "About 0\u00a0% of how the difference varies between people is real" in sentence
    assert "trust the direct comparison" in sentence
    assert both_forms.rows([tight])[0][-1] == "0\u00a0%"


def test_where_all_desire_the_same_it_is_told() -> None:
    dice = Random(7)
    levels = [(8 + (n % 20 == 0), dice.choice((3, 5, 7, 9))) for n in range(60)]
    found = two_forms(perception(levels, [0, -1] * 20))
    assert found
    assert found.reliability.restricted
    assert "Nearly all desire the same" in both_forms.told([found])[0][1]
    alike = two_forms(perception([(8, 7)] * 12, [0, -1] * 6))
    assert alike
    assert "the same in every answer" in both_forms.told([alike])[0][1]
    assert both_forms.rows([alike])[0][-1] == "–"


def test_of_one_form_alone_nothing_is_said() -> None:
    assert two_forms(perception([(8, 7)] * 12, [0] * 9)) is None
    assert two_forms(perception([(8, 7)] * 9, [0] * 12)) is None
    assert not render_to_string("office/gaps/both_forms.html", {"both_forms": []}).strip()
