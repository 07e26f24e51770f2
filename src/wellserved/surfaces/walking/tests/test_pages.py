"""Who may open which page of an inspection, and what it shows them."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from tests.world import World
from wellserved.ground import clock
from wellserved.ground.accounts.models import Staff
from wellserved.ground.journal.actor import SYSTEM, staff
from wellserved.learning.inspections import actions, links
from wellserved.learning.inspections.models import Answer, Inspection, Photo
from wellserved.serving.standards.actions import add_standard
from wellserved.serving.standards.models import Standard

pytestmark = pytest.mark.django_db
AS = Callable[[Staff], Client]
BY_NAME: dict[str, Any] = {"kind": "observed", "by": ["inspection"]}
NAME = "0123456789abcdef"


@pytest.fixture
def begun(world: World) -> Callable[..., Inspection]:
    at = clock.now() - timedelta(days=1)
    add_standard("by-name", statement="Guests are greeted by name.", rule=BY_NAME, by=SYSTEM, at=at)
    ids = list(Standard.objects.filter(key="by-name").values_list("id", flat=True))

    def begin(**who: Any) -> Inspection:
        by, now = staff(world.tobias.id), clock.now() - timedelta(minutes=1)
        return actions.begin(
            world.quay, title="Breakfast", channel="in_person", standard_ids=ids, by=by, at=now, **who
        )

    return begin


def an_answer(visit: Inspection, **changed: str) -> dict[str, str]:
    item = visit.items.get()
    told = {
        "id": NAME,
        "item": str(item.id),
        "at": clock.now().isoformat(),
        "outcome": "yes",
        "value": "",
        "note": "",
    }
    return told | changed


def photo() -> SimpleUploadedFile:
    file = io.BytesIO()
    Image.new("RGB", (64, 48), "teal").save(file, "JPEG")
    return SimpleUploadedFile("a.jpg", file.getvalue(), "image/jpeg")


def test_it_is_there_for_those_who_see_the_quality_of_its_site(
    world: World, begun: Callable[..., Inspection], as_staff: AS
) -> None:
    visit = begun()
    pages = [f"/office/inspections/{visit.id}/", f"/office/inspections/{visit.id}/walk/"]
    for page in pages:
        for seen_by in (world.tobias, world.sander, world.maren):
            assert as_staff(seen_by).get(page).status_code == 200
        assert as_staff(world.ines).get(page).status_code == 404, "the lead of another site"
        assert as_staff(world.lotte).get(page).status_code == 403, "an agent"
        assert Client().get(page).status_code == 302
    elsewhere = as_staff(world.ines)
    for act in ("discard", "walk/answers", "walk/photos", "walk/end"):
        assert elsewhere.post(f"/office/inspections/{visit.id}/{act}/", an_answer(visit)).status_code == 404
    assert b"Breakfast" not in elsewhere.get("/office/inspections/").content
    assert elsewhere.get(f"/office/inspections/new/?site={world.quay.id}").status_code == 404
    assert b"Breakfast" in as_staff(world.sander).get("/office/inspections/").content


def test_an_answer_that_is_told_twice_is_kept_once(
    world: World, begun: Callable[..., Inspection], as_staff: AS
) -> None:
    visit = begun()
    browser, where = as_staff(world.tobias), f"/office/inspections/{visit.id}/walk"
    for _ in range(2):
        assert browser.post(f"{where}/answers/", an_answer(visit)).status_code == 204
        sent = {"id": NAME, "item": visit.items.get().id, "photo": photo()}
        assert browser.post(f"{where}/photos/", sent).status_code == 204
    assert (Answer.objects.count(), Photo.objects.count()) == (1, 1)
    for wrong in ({"outcome": "perhaps"}, {"item": "0"}, {"at": "soon"}, {"id": "../"}, {"value": "much"}):
        refused = browser.post(f"{where}/answers/", an_answer(visit, **wrong))
        assert refused.status_code == 422
        assert refused.json()["says"]
    assert browser.post(f"{where}/end/").status_code == 302
    assert browser.post(f"{where}/answers/", an_answer(visit, id="f" * 16)).status_code == 409
    assert browser.get(f"{where}/").status_code == 302
    shown = browser.get(f"/office/inspections/{visit.id}/").content.decode()
    assert "met 1 of 1" in shown
    visit.refresh_from_db()
    assert "by name" in browser.get(f"/desk/conversations/{visit.conversation_id}/").content.decode()
    picture = f"/office/inspections/{visit.id}/photos/{Photo.objects.get().id}/small/"
    assert picture in shown
    assert browser.get(picture).headers["Content-Type"] == "image/jpeg"
    assert as_staff(world.ines).get(picture).status_code == 404
    Photo.objects.update(scan="infected")
    assert browser.get(picture).status_code == 404


def test_a_guest_s_link_is_good_for_one_walk_and_nothing_else(
    world: World, begun: Callable[..., Inspection], as_staff: AS
) -> None:
    visit, other = begun(for_guest=True), begun(for_guest=True)
    guest, where = Client(enforce_csrf_checks=True), f"/walk/{links.token_of(visit)}"
    page = guest.get(f"{where}/")
    assert page.status_code == 200
    assert "no-store" in page.headers["Cache-Control"]
    assert guest.post(f"{where}/answers/", an_answer(other)).status_code == 422, "an item of another walk"
    assert guest.post(f"{where}/answers/", an_answer(visit)).status_code == 204
    assert guest.get(f"/office/inspections/{visit.id}/").status_code == 302
    assert guest.get(f"{where}x/").status_code == 404
    Inspection.objects.filter(id=visit.id).update(guest_until=clock.now() - timedelta(seconds=1))
    assert guest.get(f"{where}/").status_code == 404
    assert guest.post(f"{where}/end/").status_code == 404
    assert links.token_of(other) in as_staff(world.tobias).get(f"/office/inspections/{other.id}/").content.decode()


def test_a_discarded_walk_says_so(world: World, begun: Callable[..., Inspection], as_staff: AS) -> None:
    visit = begun(for_guest=True)
    assert as_staff(world.tobias).post(f"/office/inspections/{visit.id}/discard/").status_code == 302
    assert Client().get(f"/walk/{links.token_of(visit)}/").status_code == 410


def test_beginning_needs_a_choice(world: World, begun: Callable[..., Inspection], as_staff: AS) -> None:
    begun()
    told = {"site": world.quay.id, "channel": "in_person", "title": "Night", "who": "guest"}
    refused = as_staff(world.tobias).post("/office/inspections/new/", told)
    assert refused.status_code == 422
    assert "Choose at least one standard" in refused.content.decode()
    chosen = told | {"standards": Standard.objects.get(key="by-name").id}
    made = as_staff(world.tobias).post("/office/inspections/new/", chosen)
    assert made.status_code == 302
    assert "The link for your guest" in as_staff(world.tobias).get(made.headers["Location"]).content.decode()


def test_one_chooses_what_is_walked_into(world: World, as_staff: AS) -> None:
    at, kitchen = clock.now() - timedelta(minutes=1), world.quay.teams.create(name="Kitchen")
    about: dict[str, Any] = {"teams": [kitchen], "topics": ["dining"], "groups": ["regular"]}
    dinner = {"kind": "quoted", "to": "served"}
    add_standard("as-named", statement="Dinner comes when we said.", rule=dinner, by=SYSTEM, at=at, **about)
    browser, new = as_staff(world.tobias), "/office/inspections/new/"
    told: dict[str, Any] = {"site": world.quay.id, "channel": "in_person"}
    assert "One more standard can be looked at here" in browser.get(new, told).content.decode()
    told |= {"team": kitchen.id, "topic": "dining", "group": "regular"}
    page = browser.get(new, told).content.decode()
    assert "Dinner comes when we said." in page
    assert "can be looked at here" not in page
    browser.post(new, told | {"title": "Dinner", "standards": Standard.objects.get(key="as-named").id})
    visit = Inspection.objects.get()
    assert "Kitchen · dining · as regular" in browser.get(f"/office/inspections/{visit.id}/").content.decode()
    where = f"/office/inspections/{visit.id}/walk/answers/"
    measured = an_answer(visit, outcome="measured", named="19:30", came="19:29")
    assert browser.post(where, measured | {"came": ""}).status_code == 422
    assert browser.post(where, measured | {"came": "late"}).status_code == 422
    assert browser.post(where, measured).status_code == 204
    assert Answer.objects.get().value == -60


def test_the_worker_sees_one_walk_only(world: World, begun: Callable[..., Inspection], as_staff: AS) -> None:
    visit = begun()
    worker = as_staff(world.tobias).get(f"/office/inspections/{visit.id}/walk/worker.js")
    assert worker.headers["Content-Type"].startswith("text/javascript")
    assert "Service-Worker-Allowed" not in worker.headers
