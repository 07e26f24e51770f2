import pytest
from django.test import Client

from tests.world import World


def test_the_front_door_lists_the_sites_by_line(client: Client, world: World) -> None:
    page = client.get("/").content.decode()
    assert page.index("Hotels") < page.index("Linden House") < page.index("Linden Quay")
    assert "/contact/linden-house/" in page
    assert "Staff sign in" in page


@pytest.mark.django_db
def test_before_it_is_set_up_the_house_says_what_to_do(client: Client) -> None:
    for address in ("/", "/contact/"):
        page = client.get(address)
        assert page.status_code == 200
        assert "printed in the terminal" in page.content.decode()
