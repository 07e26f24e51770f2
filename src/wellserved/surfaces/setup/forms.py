"""What each step asks."""

from django import forms
from django.contrib.auth.password_validation import validate_password

from wellserved.surfaces.plain_form import PlainForm, time_zones


class HouseForm(PlainForm):
    name = forms.CharField(
        label="What is your business called?",
        max_length=120,
        widget=forms.TextInput({"autofocus": True, "autocomplete": "organization", "placeholder": "Linden Group"}),
    )
    time_zone = forms.ChoiceField(
        label="Your time zone", choices=time_zones, widget=forms.Select({"data-time-zone": True})
    )


class SiteForm(PlainForm):
    name = forms.CharField(
        label="What is your first site called?",
        help_text="A place that serves: a hotel, a branch, a shop. You can add more later.",
        max_length=120,
        widget=forms.TextInput({"placeholder": "Linden House"}),
    )


class YouForm(PlainForm):
    name = forms.CharField(
        label="Your name", max_length=120, widget=forms.TextInput({"autocomplete": "name", "autofocus": True})
    )
    email = forms.EmailField(
        label="Your e-mail",
        max_length=254,
        help_text="You sign in with it.",
        widget=forms.EmailInput({"autocomplete": "username"}),
    )
    password = forms.CharField(
        label="A password",
        help_text="Ten characters or more; a few words are easiest to remember.",
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password
