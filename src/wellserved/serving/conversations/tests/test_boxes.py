from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from wellserved.serving.conversations.boxes import Place

MOMENTS = st.datetimes(datetime(1971, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(MOMENTS, st.integers(1, 2**59))
def test_a_place_survives_an_address(at: datetime, id: int) -> None:
    assert Place.read(str(Place(at, id))) == Place(at, id)


@given(st.text())
def test_any_other_text_is_no_place(text: str) -> None:
    place = Place.read(text)
    assert place is None or Place.read(str(place)) == place
