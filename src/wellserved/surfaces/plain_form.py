"""Forms whose errors say what to do."""

from typing import Any

from django import forms


class PlainForm(forms.Form):
    def __init__(self, *args: Any, **words: Any) -> None:
        super().__init__(*args, **words)
        for field in self.fields.values():
            field.error_messages["required"] = "Please fill this in."
            if isinstance(field, forms.EmailField):
                field.error_messages["invalid"] = "This is not a whole e-mail address, such as ana@linden.example."
