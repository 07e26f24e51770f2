"""The form for a suggestion: the thought, and an address only of who wants to hear what becomes of it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wellserved.learning.suggestions.rules import WORDS_CHARACTERS
from wellserved.surfaces.counter.contact_form import ContactForm


class SuggestionForm(ContactForm):
    """Like the contact form it notices robots."""

    subject = None  # type: ignore[assignment]
    text = forms.CharField(
        label=_("What could be better?"),
        max_length=WORDS_CHARACTERS,
        error_messages={
            "required": _("Please write what could be better."),
            "max_length": _("That is more than we can take in at once; please shorten it to 5,000 characters."),
        },
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    name = forms.CharField(
        label=_("Your name"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail"),
        max_length=254,
        required=False,
        help_text=_("Only if you want to hear what becomes of it."),
        error_messages={"invalid": _("This is not quite an e-mail address; one looks like name@example.com.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
