"""Forms whose errors say what to do."""

from functools import cache
from typing import Any
from zoneinfo import available_timezones

from django import forms


class PlainForm(forms.Form):
    def __init__(self, *args: Any, **words: Any) -> None:
        super().__init__(*args, **words)
        for field in self.fields.values():
            field.error_messages["required"] = "Please fill this in."
            if isinstance(field, forms.EmailField):
                field.error_messages["invalid"] = "This is not a whole e-mail address, such as ana@linden.example."


@cache  # the names are files on the disk
def time_zones() -> list[tuple[str, str]]:
    """Those named for a place, and UTC."""
    names = sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/"))
    return [("UTC", "UTC"), *((name, name.replace("_", " ")) for name in names)]
