"""What somebody who mistyped a name probably meant. Pure."""

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(written: object, known: Iterable[str]) -> str:
    """' Did you mean "within"?' where one of the names known is near, else ''."""
    near = get_close_matches(written, list(known), n=1) if isinstance(written, str) else []
    return f' Did you mean "{near[0]}"?' if near else ""
