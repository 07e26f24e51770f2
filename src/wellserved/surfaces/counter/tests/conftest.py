from collections.abc import Iterator

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _nobody_wrote_yet() -> Iterator[None]:
    """The limits of one test are not those of the next."""
    cache.clear()
    yield
    cache.clear()
