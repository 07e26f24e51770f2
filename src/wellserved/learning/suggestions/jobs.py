"""The mails to those who support a suggestion. They belong to no conversation: nobody at the desk waits for them."""

from contextlib import suppress
from typing import Any

from wellserved.ground import clock
from wellserved.ground.customers.reads import address_of
from wellserved.ground.jobs.registry import register
from wellserved.learning.suggestions import actions, links, mails, reads, rules
from wellserved.learning.suggestions.actions.supporting import CONFIRM, TELL
from wellserved.learning.suggestions.models import Support
from wellserved.serving.channels.email.actions import NoMailbox, send_alone


def confirm(payload: dict[str, Any]) -> None:
    """A link for whoever reads this address; nothing if it became too old to be clicked, or the site has no mailbox
    any more: then its page asks for no addresses, and of this one nothing was kept."""
    at, token = clock.now(), payload["wish"]
    wish = links.wish_of(token, at)
    suggestion = reads.wished(wish.suggestion_id) if wish else None
    if wish is not None and suggestion is not None:
        subject, text = mails.to_confirm(suggestion.merged_into or suggestion, token)
        with suppress(NoMailbox):
            send_alone(suggestion.site_id, wish.address, subject=subject, text=text, at=at)


def tell(payload: dict[str, Any]) -> None:
    """What became of it, unless that was taken back meanwhile, or they would rather not hear.

    While the site has no mailbox they stay to be told.
    """
    at = clock.now()
    rows = Support.objects.waiting().select_related("customer", "suggestion__site", "suggestion__merged_into__site")
    support = rows.filter(id=payload["support"]).first()
    if support is None or support.customer is None:
        return
    suggestion = support.suggestion.merged_into or support.suggestion
    to = address_of(support.customer.id)
    if suggestion.state not in rules.ENDED or not to:
        return
    subject, text, leave = mails.to_supporter(suggestion, support.customer.id, support.customer.name)
    name = f"support-{support.id}"  # sent again after a crash, it is the same mail
    try:
        went = send_alone(suggestion.site_id, to, subject=subject, text=text, leave=leave, name=name, at=at)
    except NoMailbox:
        actions.tell_later(support, at=at)
        return
    ended = actions.told if went else actions.not_to_be_told
    ended(support, at=at)


register(CONFIRM, confirm)
register(TELL, tell)
