"""From letters to themes that people name, and that stay themselves from night to night."""

from datetime import datetime, timedelta

import pytest

from tests.world import World
from wellserved.ground import clock
from wellserved.ground.customers.actions import recognise
from wellserved.ground.customers.models import Identity
from wellserved.ground.journal.actor import customer as customer_actor
from wellserved.ground.journal.actor import staff
from wellserved.ground.journal.models import Entry
from wellserved.learning.themes import actions, reads
from wellserved.learning.themes.actions.naming import NotAllowed
from wellserved.learning.themes.dividing import takes, words_of
from wellserved.learning.themes.models import Theme, ThemeText
from wellserved.learning.themes.reads.shown import Shown
from wellserved.learning.themes.tests.corpus import texts
from wellserved.learning.themes.words import terms
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations.rules import Incoming


def letters_arrive(world: World, number: int, seed: int = 1, customers: int = 12) -> None:
    """So many mails at Linden House, one an hour until now."""
    whose = [
        recognise(Identity.EMAIL, f"guest{n}@post.example", name=f"Guest N{n}", at=clock.now())
        for n in range(customers)
    ]
    for place, (_, text) in enumerate(texts(number, seed)):
        at = clock.now() - timedelta(hours=number - place)
        customer = whose[place % customers]
        mail = Incoming("email", f"guest{place % customers}@post.example", text, subject="A letter")
        conversations.open(mail, customer=customer, site=world.house, at=at)


@pytest.fixture
def themes(world: World) -> list[Shown]:
    letters_arrive(world, 60)
    actions.regroup()
    return seen(world)


def seen(world: World) -> list[Shown]:
    return list(reads.overview(world.ines, clock.now()).themes)


def test_letters_become_themes(themes: list[Shown], world: World) -> None:
    assert len(themes) >= 2
    assert sum(one.texts for one in themes) >= 25
    assert all(one.customers >= 3 and sum(one.weeks) == one.texts for one in themes)
    assert all(example.words for one in themes for example in one.examples)
    assert not [term for one in themes for term in one.theme.terms if "guest" in term.casefold()]
    assert not themes[0].difference.enough
    assert not themes[0].rising.enough, "all was said in the latest days"
    assert Entry.objects.filter(kind="ThemesGrouped").count() == 1


def test_a_few_letters_are_none(world: World) -> None:
    letters_arrive(world, 20)
    actions.regroup()
    assert seen(world) == []
    assert reads.overview(world.ines, clock.now()).grouped_at is None


def test_a_theme_that_grows_is_told_so(themes: list[Shown], world: World) -> None:
    grows, stays = (one.theme for one in themes[:2])
    ThemeText.objects.all().delete()
    for number in range(80):
        before = number >= 40
        theme = stays if before or number % 2 else grows
        said = {"kind": "message", "text_id": number, "customer_id": number, "site_id": world.house.id, "weight": 1}
        at = clock.now() - timedelta(weeks=8 if before else 1)
        ThemeText(theme=theme, at=at, **said).save()
    rising = {one.theme.id: one.rising for one in seen(world)}
    assert (rising[grows.id].value, rising[stays.id].value) == (0.5, -0.5)
    assert (rising[grows.id].low or 0) > 0.2
    assert (rising[stays.id].high or 0) < -0.2


def test_only_what_was_said_at_one_s_sites_is_seen(themes: list[Shown], world: World) -> None:
    for viewer in (world.sander, world.stranger):
        assert reads.overview(viewer, clock.now()).themes == ()
    assert len(reads.overview(world.maren, clock.now(), site_id=world.house.id).themes) == len(themes)
    assert reads.overview(world.maren, clock.now(), site_id=world.quay.id).themes == ()


def test_a_name_stays_from_night_to_night(themes: list[Shown], world: World) -> None:
    theme, by = themes[0].theme, staff(world.ines.id)
    assert actions.name(theme, "  What they ask ", by=by, at=clock.now())
    assert not actions.name(theme, "What they ask", by=by, at=clock.now())
    letters_arrive(world, 10, seed=3)
    actions.regroup()
    named = [one.theme for one in seen(world) if str(one.theme) == "What they ask"]
    assert [one.id for one in named] == [theme.id]


def test_running_twice_changes_nothing(themes: list[Shown], world: World) -> None:
    before = sorted(ThemeText.objects.values_list("theme_id", "kind", "text_id", "weight"))
    actions.regroup()
    assert sorted(ThemeText.objects.values_list("theme_id", "kind", "text_id", "weight")) == before


def test_hidden_pinned_and_merged_themes_stay_so(themes: list[Shown], world: World) -> None:
    (one, other), by, at = [shown.theme for shown in themes[:2]], staff(world.ines.id), clock.now()
    together = themes[0].texts + themes[1].texts
    actions.merge(other, one, by=by, at=at)
    with pytest.raises(NotAllowed, match="stands for itself"):
        actions.merge(one, other, by=by, at=at)
    actions.pin(one, True, by=by, at=at)
    actions.regroup()
    first = seen(world)[0]
    assert (first.theme.id, first.merged[0].id) == (one.id, other.id)
    assert first.texts > themes[0].texts
    assert first.texts <= together
    assert actions.part(other, by=by, at=at)
    assert actions.hide(one, True, by=by, at=at)
    actions.regroup()
    overview = reads.overview(world.ines, clock.now())
    assert [hidden.id for hidden in overview.hidden] == [one.id]
    assert one.id not in {shown.theme.id for shown in overview.themes}
    assert actions.hide(Theme.objects.get(id=one.id), False, by=by, at=at)


def test_two_matters_in_one_are_told_apart_night_after_night_and_made_one_again(
    themes: list[Shown], world: World
) -> None:
    whole, by, at = themes[0], staff(world.ines.id), clock.now()
    before = set(whole.theme.texts.values_list("kind", "text_id"))
    named = [term for term in whole.theme.terms if " " not in term]
    word, example = next((w, one) for w in named for one in whole.examples if w not in one.words.casefold())
    chosen = {(example.kind, example.id), ("message", 0)}
    part = actions.divide(whole.theme, [word], chosen, by=by, at=at)
    for _ in range(2):
        parts = {one.theme.id: one for one in seen(world)}
        assert {str(part), word} == {str(parts[part.id].theme), word}
        theirs = set(part.texts.values_list("kind", "text_id"))
        rest = set(whole.theme.texts.values_list("kind", "text_id"))
        assert theirs | rest == before
        assert not theirs & rest
        assert (example.kind, example.id) in theirs
        assert parts[part.id].theme.part_of == whole.theme
        actions.regroup()
    assert actions.unite(part, by=by, at=at) == whole.theme
    assert actions.unite(whole.theme, by=by, at=at) is None
    assert set(whole.theme.texts.values_list("kind", "text_id")) == before
    actions.regroup()
    assert set(whole.theme.texts.values_list("kind", "text_id")) == before


def test_a_part_is_neither_nothing_nor_all(themes: list[Shown], world: World) -> None:
    whole, by, at = themes[0], staff(world.ines.id), clock.now()
    with pytest.raises(NotAllowed, match="No text"):
        actions.divide(whole.theme, ["zeppelin"], by=by, at=at)
    everything = set(whole.theme.texts.values_list("kind", "text_id"))
    with pytest.raises(NotAllowed, match="one matter"):
        actions.divide(whole.theme, [], everything, by=by, at=at)
    assert Theme.objects.count() == len(themes)


@pytest.mark.parametrize(
    ("text", "words", "is_taken"),
    [
        ("The showers were cold all week", "shower", True),
        ("Das Zimmer war kalt, die Aufzüge auch", "Aufzug", True),
        ("Cold water in the shower", "cold water", True),
        ("The pool was cold", "cold water", False),
        ("The pool was cold", "  , POOL ,", True),
        ("The pool was cold", "", False),
    ],
)
def test_a_word_is_meant_in_all_its_forms(text: str, words: str, is_taken: bool) -> None:
    assert takes(("message", 1), terms(text), words_of(words), ()) is is_taken


def test_a_text_that_is_none_of_it_is_not_put_back(themes: list[Shown], world: World) -> None:
    theme, example = themes[0].theme, themes[0].examples[0]
    by, at = staff(world.ines.id), clock.now()
    assert actions.remove(theme, example.kind, example.id, by=by, at=at)
    assert not actions.remove(theme, example.kind, example.id, by=by, at=at)
    actions.regroup()
    (shown,) = [one for one in seen(world) if one.theme.id == theme.id]
    assert example.id not in {one.id for one in shown.examples}
    assert [one.id for one in shown.removed] == [example.id]
    assert actions.restore(theme, example.kind, example.id, by=by, at=at)
    actions.regroup()
    (shown,) = [one for one in seen(world) if one.theme.id == theme.id]
    assert shown.texts == themes[0].texts


def test_what_nobody_says_any_more_is_forgotten_unless_a_person_knows_it(themes: list[Shown], world: World) -> None:
    gone = Theme(terms=["zeppelin"], found_at=clock.now(), seen_at=clock.now() - timedelta(days=2))
    kept = Theme(name="Balloons", terms=["balloon"], found_at=clock.now(), seen_at=clock.now() - timedelta(days=2))
    for theme in (gone, kept):
        theme.save()
    actions.regroup()
    assert not Theme.objects.filter(id=gone.id).exists()
    assert Theme.objects.filter(id=kept.id).exists()


def test_machines_and_quotes_say_nothing(world: World, at: datetime) -> None:
    mail = Incoming("email", "robot@post.example", "Out of office", automatic=True, hints=("automatic",))
    conversations.open(mail, customer=world.alice, site=world.house, at=at)
    matter, _ = conversations.open(
        Incoming("email", "a@b.example", "One question"), customer=world.alice, site=world.house, at=at
    )
    quoted = (
        "Parking, please.\n\n"
        "On Tue, 17 Nov 2026 at 10:00, Linden House <hello@linden.example> wrote:\n> The garage is closed."
    )
    conversations.receive(matter, Incoming("email", "a@b.example", quoted), by=customer_actor(world.alice.id), at=at)
    assert sorted(text.words.strip() for text in reads.latest_texts(at)) == ["One question", "Parking, please."]
