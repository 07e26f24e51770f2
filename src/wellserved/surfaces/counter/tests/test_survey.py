from contextlib import suppress
from datetime import timedelta

import hypothesis
import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import strategies as st

from tests.world import World
from wellserved.ground import clock
from wellserved.ground.journal.actor import rule
from wellserved.learning.feedback import items, reads, rules
from wellserved.learning.feedback.actions import invite
from wellserved.learning.feedback.fields import given
from wellserved.learning.feedback.given import NotAnAnswer, Rated
from wellserved.learning.feedback.kinds import built_in
from wellserved.learning.feedback.models import Invitation, Response
from wellserved.learning.feedback.tests.matters import answered_and_closed, invited, survey_mail
from wellserved.serving.conversations import links

FIELDS = [
    "answer",
    "words",
    *items.ITEMS,
    *(f"{dimension}.{level}" for dimension in items.ITEMS for level in items.LEVELS),
]


@pytest.fixture
def invitation(world: World) -> Invitation:
    return invited(world, clock.now() - timedelta(hours=1))


@pytest.fixture
def address(invitation: Invitation) -> str:
    """As it stands in Alice's mail."""
    return f"/survey/{links.secret_of(survey_mail(invitation.conversation).id)}/"


def test_a_scanner_that_follows_every_link_keeps_nothing(client: Client, address: str) -> None:
    for n in range(1, 6):
        assert client.get(f"{address}?answer={n}").status_code == 200
        assert client.head(f"{address}?answer={n}").status_code == 200
    assert not Response.objects.exists()


def test_the_page_shows_the_choice_of_the_link(client: Client, address: str) -> None:
    page = client.get(f"{address}?answer=4").content.decode()
    assert 'value="4" required checked' in page
    assert "Send my answer" in page


@pytest.mark.parametrize("nonsense", ["0", "6", "-1", "four", "٣", "4; drop", ""])
def test_a_link_that_was_mistyped_still_opens(client: Client, address: str, nonsense: str) -> None:
    page = client.get(address, {"answer": nonsense})
    assert page.status_code == 200
    assert "checked" not in page.content.decode()


def test_one_press_is_an_answer_and_the_page_says_so(client: Client, address: str) -> None:
    page = client.post(f"{address}answers/", {"answer": "4"}, follow=True)
    assert page.redirect_chain == [(address, 303)]
    assert "above what I expected" in page.content.decode()
    assert Response.objects.get().comparison == 1


def test_it_works_without_any_cookie(address: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(f"{address}answers/", {"answer": "2"}).status_code == 303


def test_the_rest_is_saved_bit_by_bit(client: Client, address: str) -> None:
    client.post(f"{address}answers/", {"answer": "5", "followed": "1"})
    client.post(f"{address}answers/", {"reliability": "3"})
    client.post(f"{address}answers/", {"words": "Kind people"})
    client.post(f"{address}answers/", {"empathy": "5"})
    response = Response.objects.get()
    rated = {rating.dimension: rating.rated() for rating in response.ratings.all()}
    assert (response.comparison, response.words) == (2, "Kind people")
    assert rated == {"reliability": Rated(0), "empathy": Rated(2)}


@pytest.mark.parametrize("wrong", [{"answer": "9"}, {"empathy": "x"}, {"empathy": "0"}, {"answer": "--1"}])
def test_what_no_page_of_ours_sends_is_refused(client: Client, address: str, wrong: dict[str, str]) -> None:
    assert client.post(f"{address}answers/", wrong).status_code == 400
    assert not Response.objects.exists()


@pytest.mark.parametrize("token", ["~secret~", "x", "A" * 43])
def test_a_cut_link_says_what_to_do(client: Client, world: World, token: str) -> None:
    for response in (client.get(f"/survey/{token}/"), client.post(f"/survey/{token}/answers/", {"answer": "1"})):
        assert response.status_code == 404
        assert "open it from our mail" in response.content.decode()


def test_an_expired_survey_says_so(client: Client, invitation: Invitation, address: str) -> None:
    Invitation.objects.update(expires_at=clock.now())
    for response in (client.get(address), client.post(f"{address}answers/", {"answer": "1"})):
        assert response.status_code == 410
        assert "has ended" in response.content.decode()


def test_the_page_is_kept_from_caches_and_referrers(client: Client, address: str) -> None:
    headers = client.get(address).headers
    assert headers["Cache-Control"] == "private, no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in headers["X-Robots-Tag"]


def test_the_long_form_asks_three_levels(client: Client, invitation: Invitation, address: str) -> None:
    Invitation.objects.update(form="long")
    client.post(f"{address}answers/", {"answer": "3", "tangibles.adequate": "5"})
    assert client.post(f"{address}answers/", {"tangibles.adequate": "10"}).status_code == 400
    page = client.get(address).content.decode()
    assert page.count('type="radio"') == 5 + 5 * 3 * 9
    assert 'name="tangibles.adequate" value="5" checked' in page


def test_a_customer_may_say_that_they_rather_not_be_asked(
    client: Client, world: World, invitation: Invitation, address: str
) -> None:
    client.get(f"{address}refusal/")
    assert not reads.has_refused(world.alice.id)
    assert "ask you again" in client.post(f"{address}refusal/", follow=True).content.decode()
    much_later = clock.now() + rules.QUIET
    assert invite(answered_and_closed(world, much_later), closure_seq=2, by=rule(), at=much_later) is None
    client.post(f"{address}refusal/", {"allow": "1"})
    assert invite(answered_and_closed(world, much_later), closure_seq=3, by=rule(), at=much_later) is not None
    assert client.post("/survey/x/refusal/").status_code == 404


@hypothesis.given(st.dictionaries(st.sampled_from(FIELDS), st.text(max_size=5) | st.integers().map(str)))
def test_whatever_is_sent_is_an_answer_or_refused(fields: dict[str, str]) -> None:
    form = QueryDict(mutable=True)
    form.update(fields)
    with suppress(NotAnAnswer):
        said = given(form, built_in(long=True))
        assert said.comparison in (None, -2, -1, 0, 1, 2)
