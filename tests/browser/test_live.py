"""The ground of all browser tests: a house that runs, and windows that tell what went wrong in them."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Live


def test_a_house_answers_in_a_browser(
    live: Live, page_for: Callable[..., Page], look: Callable[[Page, str], None]
) -> None:
    live.forgives("404")
    page = page_for(live.world.ines)
    response = page.goto("/api/v1/openapi.json")
    assert response
    assert response.ok
    look(page, "live")
    page.goto("/api/v1/nothing")
    assert any(fault.startswith("404 GET") for fault in live.faults)


def test_what_sticks_out_is_refused(
    live: Live, page_for: Callable[..., Page], look: Callable[[Page, str], None]
) -> None:
    page = page_for()
    page.set_content("<div style='width: 500px'>wide</div>")
    with pytest.raises(AssertionError, match="stick out of the narrow window"):
        look(page, "sticks-out")
