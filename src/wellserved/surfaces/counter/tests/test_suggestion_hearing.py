"""Who supports a suggestion leaves an address, confirms it by one click, and lets it go again by one more."""

import pytest
from django.test import Client

from tests.world import World
from wellserved.ground import clock
from wellserved.ground.jobs.models import Job
from wellserved.ground.journal.actor import staff
from wellserved.learning.suggestions import actions, links
from wellserved.learning.suggestions.models import Suggestion, Support
from wellserved.serving.channels.email.models import Mailbox

PAGE = "/suggestions/linden-quay/"
ANN = "ann.lee@post.example"


@pytest.fixture
def bikes(world: World) -> Suggestion:
    suggestion = actions.suggest(world.quay, "Bicycles!", at=clock.now())
    stands(suggestion, "planned", world)
    return suggestion


def stands(suggestion: Suggestion, state: str, world: World) -> None:
    by, words = staff(world.sander.id), f"It is {state}."
    actions.decide(suggestion, state=state, title="Bicycles", answer=words, by=by, at=clock.now())


def asks() -> int:
    """How many mails would ask whether an address is its reader's."""
    return Job.objects.filter(kind="suggestions.confirm").count()


def test_one_click_confirms_and_one_ends_it(bikes: Suggestion, client: Client) -> None:
    assert 'type="email"' in client.get(PAGE).content.decode()
    left = client.post(f"{PAGE}{bikes.id}/support/", {"token": "hers", "email": ANN}, follow=True)
    assert "one click is missing" in left.content.decode()
    assert (asks(), Support.objects.filter(customer=None).count()) == (1, 1)

    link = f"/hear/{Job.objects.get(kind='suggestions.confirm').payload['wish']}/"
    shown = client.get(link)
    assert "data-followed" in shown.content.decode()
    assert shown["Referrer-Policy"] == "no-referrer"
    assert not Support.objects.exclude(customer=None).exists(), "a scanner opens every link"
    confirmed = client.post(link, {"followed": "1"}, follow=True)
    assert "You wait to hear of 1 suggestion" in confirmed.content.decode()

    hears = confirmed.redirect_chain[-1][0]
    assert client.post(hears, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert "No mail about suggestions comes any more" in client.get(hears).content.decode()
    assert "You hear of it" in client.post(hears, {"again": "1"}, follow=True).content.decode()
    assert client.get("/hears/7.forged/").status_code == 404
    assert client.get("/hear/forged/").status_code == 404


def test_a_site_without_a_mailbox_asks_for_no_address(bikes: Suggestion, world: World, client: Client) -> None:
    Mailbox.objects.filter(site=world.quay).update(is_active=False)
    assert 'type="email"' not in client.get(PAGE).content.decode()
    assert 'type="email"' not in client.get("/suggest/linden-quay/").content.decode()
    left = client.post(f"{PAGE}{bikes.id}/support/", {"token": "hers", "email": ANN})
    assert (left.status_code, asks()) == (409, 0)
    assert "Your voice counts" in left.content.decode()
    assert Support.objects.count() == 1


def test_no_page_tells_whether_an_address_is_known(bikes: Suggestion, world: World) -> None:
    pages = set()
    for address in (world.email_of(world.bob), "nobody@post.example"):
        answer = Client().post(f"{PAGE}{bikes.id}/support/", {"token": address, "email": address})
        pages.add((answer.status_code, answer["Location"], answer.content))
    assert len(pages) == 1
    assert asks() == 2


def test_nobody_is_flooded(bikes: Suggestion, world: World) -> None:
    address = f"{PAGE}{bikes.id}/support/"
    wrong = Client().post(address, {"email": "ann"})
    assert (wrong.status_code, asks()) == (422, 0)
    assert "name@example.com" in wrong.content.decode()
    assert Client().post(address, {"email": ANN, "website": "casino.example"}).status_code == 303
    assert asks() == 0, "a robot fills in what people do not see"

    def one_from(network: str, email: str) -> int:
        return Client(REMOTE_ADDR=network).post(address, {"token": network, "email": email}).status_code

    # Limits are of one hour or day, which may end while this runs: more than two of each are never let through.
    for place in range(7):
        assert one_from(f"203.0.113.{place}", ANN) == 303
        Job.objects.filter(kind="suggestions.confirm").update(key=None)  # it has gone, so to say
    assert 3 <= asks() <= 6, "whoever is written to gets three of these a day"
    assert 429 in [one_from("203.0.113.99", f"guest{n}@post.example") for n in range(17)]


def test_what_has_ended_has_nothing_more_to_tell(bikes: Suggestion, world: World, client: Client) -> None:
    stands(bikes, "done", world)
    assert 'type="email"' not in client.get(PAGE).content.decode()
    link = f"/hear/{links.wish_token(links.Wish(bikes.id, ANN, 'hers'), clock.now())}/"
    assert "You wait to hear of 1 suggestion" in client.post(link, follow=True).content.decode()
    assert Job.objects.filter(kind="suggestions.tell").count() == 1, "they pressed the link too late, and hear it now"
