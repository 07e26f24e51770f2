"""What each step asks."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.contrib.auth.password_validation import validate_password

from wellserved.surfaces.plain_form import PlainForm

SECURITY = [("tls", "TLS"), ("starttls", "STARTTLS"), ("none", "None")]


def time_zones() -> list[tuple[str, str]]:
    """Those named for a place, and UTC."""
    names = sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/"))
    return [("UTC", "UTC"), *((name, name.replace("_", " ")) for name in names)]


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


class MailboxForm(PlainForm):
    address = forms.EmailField(
        label="Which address do customers write to?",
        max_length=254,
        widget=forms.EmailInput({"placeholder": "hello@linden.example", "autocomplete": "off"}),
    )
    name = forms.CharField(
        label="The name they see",
        max_length=120,
        required=False,
        help_text="Above your replies; the name of the site unless you say otherwise.",
    )
    imap_host = forms.CharField(label="IMAP server", max_length=253, required=False)
    imap_port = forms.IntegerField(label="Port", min_value=1, max_value=65535, initial=993, required=False)
    imap_security = forms.ChoiceField(label="Security", choices=SECURITY, initial="tls", required=False)
    imap_user = forms.CharField(label="User name", max_length=254, required=False)
    imap_password = forms.CharField(label="Password", required=False, widget=forms.PasswordInput())
    smtp_host = forms.CharField(label="SMTP server", max_length=253, required=False)
    smtp_port = forms.IntegerField(label="Port", min_value=1, max_value=65535, initial=587, required=False)
    smtp_security = forms.ChoiceField(label="Security", choices=SECURITY, initial="starttls", required=False)
    smtp_user = forms.CharField(label="User name", max_length=254, required=False)
    smtp_password = forms.CharField(label="Password", required=False, widget=forms.PasswordInput())

    def clean(self) -> dict[str, Any]:
        """Whoever names no user signs in by the address; ports and security have defaults."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        for door in ("imap", "smtp"):
            if not found.get(f"{door}_host"):
                continue
            found[f"{door}_user"] = found.get(f"{door}_user") or found.get("address", "")
        for name in ("imap_port", "smtp_port", "imap_security", "smtp_security"):
            found[name] = found.get(name) or self.fields[name].initial
        return found


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
