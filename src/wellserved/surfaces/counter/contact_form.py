"""The contact form: its fields, its sentences, and what it notices about robots."""

from datetime import datetime, timedelta
from typing import Self

from django import forms
from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext_lazy as _

from wellserved.ground import ids

SIGNER = Signer(salt="wellserved.contact")
FASTEST, SLOWEST = timedelta(seconds=2), timedelta(hours=24)
AGAIN = _("Please press Send once more: we could not tell whether a person sent this. Nothing you wrote is lost.")


def new_key(at: datetime) -> str:
    """What one showing of the form calls itself; it tells when that was."""
    return SIGNER.sign(f"{ids.secret(12)}.{int(at.timestamp())}")


def shown_for(key: str, at: datetime) -> timedelta | None:
    """How long ago the form with this key was shown; None if it is none of ours."""
    try:
        shown_at = int(SIGNER.unsign(key).rpartition(".")[2])
    except BadSignature:
        return None
    return timedelta(seconds=at.timestamp() - shown_at)


class ContactForm(forms.Form):
    name = forms.CharField(
        label=_("Your name"),
        max_length=200,
        error_messages={"required": _("Please tell us your name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail"),
        max_length=254,
        help_text=_("We answer to this address."),
        error_messages={
            "required": _("Please give your e-mail address, so that we can answer."),
            "invalid": _("This is not quite an e-mail address; one looks like name@example.com."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    subject = forms.CharField(label=_("What is it about?"), max_length=200, required=False)
    text = forms.CharField(
        label=_("Your message"),
        max_length=20_000,
        error_messages={
            "required": _("Please write what we can do for you."),
            "max_length": _("That is more than we can take in at once; please shorten it to 20,000 characters."),
        },
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    website = forms.CharField(required=False)  # people don't see it; robots fill in whatever they find
    key = forms.CharField(required=False, widget=forms.HiddenInput)

    def sender_is_in_doubt(self, at: datetime) -> bool:
        """Whether to ask them to press Send once more: the trap was filled, or the form was sent within a moment."""
        age = shown_for(self.data.get("key", ""), at)
        return bool(self.data.get("website")) or age is None or not FASTEST <= age <= SLOWEST

    def shown_again(self, at: datetime) -> Self:
        """The same words under a key that passes next time, with the trap emptied and the request to send again."""
        again = type(self)(
            {**{name: self.data.get(name) for name in self.fields}, "website": "", "key": new_key(at - FASTEST)}
        )
        again.add_error(None, AGAIN)
        return again
