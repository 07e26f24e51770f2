"""Themes in the office: named, pinned, hidden, merged; and only what was said at one's sites."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.world import World
from wellserved.ground.accounts.models import Staff
from wellserved.learning.themes.actions import regroup
from wellserved.learning.themes.models import Theme
from wellserved.learning.themes.tests.test_themes import letters_arrive

PAGE = "/office/themes/"
Sign = Callable[[Staff], Client]


@pytest.fixture
def themes(world: World) -> list[Theme]:
    letters_arrive(world, 60)
    regroup()
    return list(Theme.objects.order_by("id"))


def test_there_is_nothing_to_see_before_enough_was_said(world: World, as_staff: Sign) -> None:
    assert "No themes yet" in as_staff(world.ines).get(PAGE).content.decode()


def test_each_theme_is_shown_with_how_it_is_known(themes: list[Theme], world: World, as_staff: Sign) -> None:
    page = as_staff(world.ines).get(PAGE).content.decode()
    for theme in themes:
        assert f'id="theme-{theme.id}"' in page
    assert "Tone, by a list of words" in page
    assert "texts a week" in page
    assert "Good:" in page
    assert "unverschämt" in page
    assert "/desk/conversations/" in page
    assert f"/office/quality/improvements/new/?theme={themes[0].id}&amp;effect=" in page


def test_others_see_nothing_of_it(themes: list[Theme], world: World, as_staff: Sign) -> None:
    assert "No themes yet" in as_staff(world.sander).get(PAGE).content.decode()
    assert as_staff(world.callum).get(PAGE).status_code == 403
    assert as_staff(world.ines).get(f"{PAGE}?site={world.quay.id}").status_code == 404
    row = themes[0].texts.first()
    assert row
    told = {"kind": row.kind, "id": row.text_id}
    assert as_staff(world.sander).post(f"{PAGE}{themes[0].id}/texts/", told).status_code == 404
    assert as_staff(world.ines).post(f"{PAGE}{themes[0].id}/texts/", {"kind": "x", "id": "1"}).status_code == 404
    assert as_staff(world.ines).post(f"{PAGE}{themes[-1].id + 99}/name/", {"name": "x"}).status_code == 404


def test_who_has_never_heard_of_it_does_not_name_it(themes: list[Theme], world: World, as_staff: Sign) -> None:
    one, other = themes[:2]
    ines, sander = as_staff(world.ines), as_staff(world.sander)
    ines.post(f"{PAGE}{one.id}/name/", {"name": "Breakfast early"})
    ines.post(f"{PAGE}{one.id}/pin/")
    ines.post(f"{PAGE}{other.id}/hiding/")
    page = sander.get(PAGE).content.decode()
    assert "Breakfast early" not in page
    assert f"{PAGE}{other.id}/hiding/" not in page
    for change in ("name", "pin", "hiding", "merging"):
        assert sander.post(f"{PAGE}{one.id}/{change}/", {"name": "Nothing", "into": other.id}).status_code == 404
    assert Theme.objects.get(id=one.id).name == "Breakfast early"
    assert f"{PAGE}{other.id}/hiding/" in ines.get(PAGE).content.decode()


def test_what_people_make_of_it_stays(themes: list[Theme], world: World, as_staff: Sign) -> None:
    ines, one, other = as_staff(world.ines), *themes[:2]
    ines.post(f"{PAGE}{one.id}/name/", {"name": "Nights & noise"})
    ines.post(f"{PAGE}{one.id}/pin/")
    page = ines.post(f"{PAGE}{other.id}/merging/", {"into": one.id}, follow=True).content.decode()
    assert "Nights &amp; noise" in page
    assert "pinned" in page
    assert "Counts for:" in page
    ines.post(f"{PAGE}{other.id}/merging/", {"undo": "1"})
    wrong = ines.post(f"{PAGE}{one.id}/merging/", {"into": one.id}, follow=True)
    assert "stands for itself" in wrong.content.decode()
    row = one.texts.first()
    assert row
    told = {"kind": row.kind, "id": row.text_id}
    assert "Taken out:" in ines.post(f"{PAGE}{one.id}/texts/", told, follow=True).content.decode()
    ines.post(f"{PAGE}{one.id}/texts/", {**told, "undo": "1"})
    hidden = ines.post(f"{PAGE}{one.id}/hiding/", follow=True).content.decode()
    assert f'id="theme-{one.id}"' not in hidden
    assert "Show it again" in hidden
    assert f'id="theme-{one.id}"' in ines.post(f"{PAGE}{one.id}/hiding/", {"undo": "1"}, follow=True).content.decode()


def test_two_matters_in_one_are_told_apart(themes: list[Theme], world: World, as_staff: Sign) -> None:
    whole, ines = themes[0], as_staff(world.ines)
    example = whole.texts.order_by("-weight", "-id")[0]
    told = {"words": "zeppelin", "text": f"{example.kind}:{example.text_id}", "name": "A matter of its own"}
    assert as_staff(world.sander).post(f"{PAGE}{whole.id}/dividing/", told).status_code == 404
    page = ines.post(f"{PAGE}{whole.id}/dividing/", told, follow=True).content.decode()
    assert "is a theme of its own now" in page
    assert "Told apart from:" in page
    part = Theme.objects.get(name="A matter of its own")
    assert part.texts.get().text_id == example.text_id
    nothing = ines.post(f"{PAGE}{whole.id}/dividing/", {"words": "zeppelin"}, follow=True)
    assert "No text of this theme has these words" in nothing.content.decode()
    ines.post(f"{PAGE}{part.id}/dividing/", {"undo": "1"})
    assert not Theme.objects.filter(id=part.id).exists()
    assert whole.texts.filter(text_id=example.text_id).exists()
