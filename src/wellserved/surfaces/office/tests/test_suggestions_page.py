"""Suggestions in the office: typed in, answered, merged; and only by those of the site."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.test import Client

from tests.world import World
from wellserved.ground import clock
from wellserved.ground.accounts.models import Staff
from wellserved.learning.feedback.actions import answer
from wellserved.learning.feedback.given import Given
from wellserved.learning.feedback.tests.matters import invited
from wellserved.learning.suggestions import actions
from wellserved.learning.suggestions.models import Suggestion
from wellserved.serving.channels.email.models import Mailbox

LIST = "/office/suggestions/"
Sign = Callable[[Staff], Client]


def test_a_paper_from_the_box_is_typed_in_by_who_serves(world: World, as_staff: Sign) -> None:
    lotte = as_staff(world.lotte)
    form = {"site": world.quay.id, "text": "More towels.", "day": "2026-11-01", "name": "Room 7", "email": ""}
    wrong = lotte.post(f"{LIST}new/", {**form, "text": ""})
    assert wrong.status_code == 422
    assert "Room 7" in wrong.content.decode()
    assert lotte.post(f"{LIST}new/", {**form, "day": "soon"}).status_code == 422
    assert lotte.post(f"{LIST}new/", {**form, "email": "no address"}).status_code == 422
    assert lotte.post(f"{LIST}new/", {**form, "site": world.house.id}).status_code == 404
    page = lotte.post(f"{LIST}new/", form, follow=True)
    assert "It is with the others." in page.content.decode()
    paper = Suggestion.objects.get()
    assert (paper.source, paper.who, paper.made_at.date().isoformat()) == ("box", "Room 7", "2026-11-01")
    today = timezone_today(world)
    lotte.post(f"{LIST}new/", {**form, "day": today})
    assert Suggestion.objects.count() == 2
    assert lotte.get(LIST).status_code == 403
    assert "More towels." in as_staff(world.sander).get(LIST).content.decode()


def timezone_today(world: World) -> str:
    return clock.now().astimezone(world.quay.zone).date().isoformat()


def test_it_is_answered_and_what_is_missing_is_told(world: World, at: datetime, as_staff: Sign) -> None:
    suggestion = actions.suggest(world.quay, "Lend us bicycles.", email="bob@new.example", at=at)
    sander, here = as_staff(world.sander), f"{LIST}{suggestion.id}/"
    page = sander.get(here).content.decode()
    assert "Lend us bicycles." in page
    assert "1 person who left an address" in page
    Mailbox.objects.filter(site=world.quay).update(is_active=False)
    assert "Linden Quay has no mailbox" in sander.get(here).content.decode()
    Mailbox.objects.filter(site=world.quay).update(is_active=True)
    form = {"state": "done", "title": "Bicycles", "answer": "", "seen": "0", "tell": "1"}
    wrong = sander.post(f"{here}answer/", form)
    assert wrong.status_code == 422
    assert 'value="Bicycles"' in wrong.content.decode()
    sander.post(f"{here}answer/", {**form, "answer": "They are here."})
    assert "They are here." in Client().get("/suggestions/linden-quay/").content.decode()
    late = sander.post(f"{here}answer/", {**form, "answer": "No."})
    assert late.status_code == 409
    assert "answered it meanwhile" in late.content.decode()
    assert "Bicycles" in sander.get(f"{LIST}?state=done").content.decode()
    assert "Bicycles" not in sander.get(f"{LIST}?state=new").content.decode()


def test_two_are_made_one_and_two_again(world: World, at: datetime, as_staff: Sign) -> None:
    one, other = (actions.suggest(world.quay, text, at=at) for text in ("Bicycles!", "Bikes?"))
    twin = actions.suggest(world.quay, "A bicycle, or two bicycles", at=at)
    sander = as_staff(world.sander)
    page = sander.get(f"{LIST}{one.id}/").content.decode()
    assert page.index("Perhaps the same") < page.index("A bicycle, or two") < page.index("Bikes?")
    twin.delete()
    page = sander.post(f"{LIST}{other.id}/merging/", {"into": one.id}, follow=True).content.decode()
    assert "Bikes?" in page
    assert sander.get(f"{LIST}{other.id}/").headers["Location"] == f"{LIST}{one.id}/"
    sander.post(f"{LIST}{other.id}/parting/")
    assert Suggestion.objects.whole().count() == 2
    assert "Choose another" in sander.post(f"{LIST}{one.id}/merging/", {"into": one.id}, follow=True).content.decode()


def test_other_sites_suggestions_are_not_there(world: World, at: datetime, as_staff: Sign) -> None:
    suggestion, mine = (actions.suggest(site, "Bicycles!", at=at) for site in (world.quay, world.house))
    ines = as_staff(world.ines)
    assert ines.get(f"{LIST}{suggestion.id}/").status_code == 404
    for step in ("answer", "merging", "parting"):
        assert ines.post(f"{LIST}{suggestion.id}/{step}/").status_code == 404
    assert ines.post(f"{LIST}{mine.id}/merging/", {"into": suggestion.id}).status_code == 404
    assert ines.get(f"{LIST}?site={world.quay.id}").status_code == 404
    assert as_staff(world.lotte).get(f"{LIST}{suggestion.id}/").status_code == 403


def test_words_of_an_answer_are_made_one_at_the_desk(world: World, as_staff: Sign) -> None:
    invitation = invited(world, clock.now() - timedelta(hours=1))
    response = answer(invitation, Given(comparison=0, words="A kettle in the room?"), at=clock.now())
    callum = as_staff(world.callum)
    assert "Make this a suggestion" in callum.get(f"/desk/conversations/{response.conversation_id}/").content.decode()
    assert as_staff(world.lotte).post(f"{LIST}responses/{response.id}/").status_code == 404
    page = callum.post(f"{LIST}responses/{response.id}/", follow=True)
    assert "It is a suggestion now." in page.content.decode()
    assert Suggestion.objects.get().words == "A kettle in the room?"
