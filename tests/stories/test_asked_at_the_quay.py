"""A guest of the Quay scans the code on the table. Nobody invited them, and they count like everybody else."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse

from tests.world import World
from wellserved.ground import clock
from wellserved.ground.journal.actor import staff
from wellserved.learning.feedback import actions
from wellserved.learning.feedback.models import Response
from wellserved.learning.insight import reads as insight
from wellserved.learning.insight.rebuild import differences


def test_two_minutes_at_breakfast(world: World, client: Client) -> None:
    at = clock.now() - timedelta(hours=1)
    by = staff(world.maren.id)
    survey = actions.make("everyday", name="On the table", site=None, by=by, at=at)
    actions.switch_on(survey, starts_at=at, by=by, at=at)
    table = actions.open_door(survey, world.quay, way="qr", label="Table 4", by=by, at=at)

    page = client.get(reverse("ask", args=[table.token])).content.decode()
    name = page.partition('name="as" value="')[2].partition('"')[0]
    first = client.post(reverse("ask_answers", args=[table.token]), {"as": name, "answer": "2"})
    own = first.headers["Location"]
    client.post(f"{own}changes/", {"responsiveness": "1", "words": "We waited for a quarter of an hour."})
    # Somebody comes at last, and makes up for it: they think again, and press twice.
    for _ in range(2):
        client.post(f"{own}changes/", {"answer": "4"})
    again = client.post(reverse("ask_answers", args=[table.token]), {"as": name, "answer": "4"})
    assert again.headers["Location"] == own, "the same answer, not another one"

    response = Response.objects.get()
    assert (response.comparison, response.door_id) == (1, table.id)
    today = clock.now().astimezone(world.quay.zone).date()
    figures = insight.quality(world.sander, start=today - timedelta(days=1), end=today)
    assert (figures.overall.comparison.n, figures.overall.comparison.counts["delighted"]) == (1, 1)
    slow = next(one for one in figures.dimensions if one.dimension == "responsiveness")
    assert slow.comparison.counts["dissatisfied"] == 1
    assert (figures.asked, figures.answered) == (0, 0), "they were not asked, so they are no part of the rate"
    assert list(differences()) == [], "the journal tells the same"
