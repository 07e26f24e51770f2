"""What a manager tells about a mailbox that is there."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wellserved.ground.accounts.models import Site, Team
from wellserved.serving.channels.email.models import Mailbox
from wellserved.serving.channels.email.oauth.providers import PROVIDERS
from wellserved.surfaces.mailbox_form import ServerForm

Place = tuple[Site, Team | None]


class Places:
    """The sites and teams that a viewer may give a mailbox to, as one choice: "12" or "12-5"."""

    def __init__(self, sites: Sequence[Site], teams: Sequence[Team]) -> None:
        self.by_key: dict[str, Place] = {}
        self.choices: list[tuple[str, list[tuple[str, str]]]] = []
        for site in sites:
            theirs: list[Team | None] = [None, *(team for team in teams if team.site_id == site.id)]
            self.by_key |= {self.key(site, team): (site, team) for team in theirs}
            named = [(self.key(site, team), f"{site.name} · {team.name}" if team else site.name) for team in theirs]
            self.choices.append((site.name, named))

    @staticmethod
    def key(site: Site, team: Team | None) -> str:
        return f"{site.id}-{team.id}" if team else str(site.id)


class ChangedMailbox(ServerForm):
    name = forms.CharField(label=_("The name customers see"), max_length=120)
    place = forms.ChoiceField(label=_("Site and team its mail belongs to"))
    is_active = forms.BooleanField(label=_("In use"), required=False)
    holds_first_contact = forms.BooleanField(
        label=_("First contact waits"),
        help_text=_("Mail of people we don't know waits in the quarantine until somebody lets it in."),
        required=False,
    )
    uses_plus = forms.BooleanField(
        label=_("Mail to name+anything@ arrives here too"),
        help_text=_("Nearly every mail server does that, and replies find their conversation by it."),
        required=False,
    )
    trusted_authserv = forms.CharField(
        label=_("Mail server whose sender checks are believed"),
        help_text=_("The first word of its Authentication-Results header, such as mx.google.com. Empty: none."),
        max_length=253,
        required=False,
    )
    imap_folder = forms.CharField(label=_("Folder"), max_length=200, required=False)
    field_order = ["name", "place", "is_active", "holds_first_contact", "uses_plus", "trusted_authserv"]

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        return found | {"imap_folder": found.get("imap_folder") or "INBOX"}

    def keep_secrets_from_strangers(self, box: Mailbox) -> None:
        """A kept secret goes to no other server than the one it was entered for, and not in the clear."""
        for door in ("imap", "smtp"):
            told = {name: self.cleaned_data.get(f"{door}_{name}") for name in ("host", "security", "password")}
            moved = told["host"] and told["host"] != getattr(box, f"{door}_host")
            opened = told["security"] == "none" != getattr(box, f"{door}_security")
            if box.oauth_provider:
                known = PROVIDERS[box.oauth_provider]
                if (moved and told["host"] != getattr(known, f"{door}_host")) or opened:
                    host = getattr(known, f"{door}_host")
                    words = _("%(title)s's consent is for %(host)s, and only encrypted.")
                    self.add_error(f"{door}_host", words % {"title": known.title, "host": host})
            elif (moved or opened) and getattr(box, f"{door}_secret") and not told["password"]:
                words = _("Enter the password for this server: the one kept is for another.")
                self.add_error(f"{door}_password", words)
