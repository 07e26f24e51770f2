"""What is asked of a mailbox, when the house is set up and later."""

from typing import Any

from django import forms

from wellserved.surfaces.plain_form import PlainForm

SECURITY = [("tls", "TLS"), ("starttls", "STARTTLS"), ("none", "None")]
USUAL = {"imap_port": 993, "imap_security": "tls", "smtp_port": 587, "smtp_security": "starttls"}


def _port(name: str) -> forms.IntegerField:
    return forms.IntegerField(label="Port", min_value=1, max_value=65535, initial=USUAL[name], required=False)


def _security(name: str) -> forms.ChoiceField:
    return forms.ChoiceField(label="Security", choices=SECURITY, initial=USUAL[name], required=False)


def _password() -> forms.CharField:
    return forms.CharField(
        label="Password", required=False, strip=False, widget=forms.PasswordInput({"autocomplete": "off"})
    )


class ServerForm(PlainForm):
    """The servers that mail is fetched from and sent through; a host left empty is none."""

    address = ""  # who names no user signs in by it

    imap_host = forms.CharField(label="IMAP server", max_length=253, required=False)
    imap_port = _port("imap_port")
    imap_security = _security("imap_security")
    imap_user = forms.CharField(label="User name", max_length=254, required=False)
    imap_password = _password()
    smtp_host = forms.CharField(label="SMTP server", max_length=253, required=False)
    smtp_port = _port("smtp_port")
    smtp_security = _security("smtp_security")
    smtp_user = forms.CharField(label="User name", max_length=254, required=False)
    smtp_password = _password()

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        for door in ("imap", "smtp"):
            # A relay in the own house often asks for no user: only who gives a password signs in to send.
            signs_in = door == "imap" or found.get("smtp_password")
            if found.get(f"{door}_host") and signs_in and not found.get(f"{door}_user"):
                found[f"{door}_user"] = found.get("address", self.address)
        return found | {name: found.get(name) or usual for name, usual in USUAL.items()}

    @property
    def tells_servers(self) -> bool:
        """Whether the part with the servers should be open."""
        return any(self[name].value() or self[name].errors for name in ("imap_host", "smtp_host"))


class MailboxForm(ServerForm):
    address = forms.EmailField(  # type: ignore[assignment]
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
    field_order = ["address", "name"]
