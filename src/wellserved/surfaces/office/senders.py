"""/office/settings/senders/: whose mail is always let in, and whose waits in the quarantine."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wellserved.ground import clock
from wellserved.ground.accounts.rules import Verb
from wellserved.ground.journal.actor import staff as acting
from wellserved.serving.channels.email import actions, reads
from wellserved.serving.channels.email.models import SenderRule
from wellserved.surfaces.office.door import needs, viewer_of
from wellserved.surfaces.plain_form import PlainForm


class Decision(PlainForm):
    pattern = forms.CharField(
        label=_("Address or domain"),
        max_length=320,
        help_text=_("Such as ana@spam.example, or @spam.example for everybody there. The more specific one wins."),
    )
    verdict = forms.ChoiceField(
        label=_("Their mail"),
        choices=[(SenderRule.BLOCK, _("waits in the quarantine")), (SenderRule.ALLOW, _("is always let in"))],
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.SET_UP)
def senders(request: HttpRequest) -> HttpResponse:
    """All decisions, and a form for one more. They hold for every mailbox."""
    form = Decision(request.POST or None)
    if form.is_bound and form.is_valid():
        told, by = form.cleaned_data, acting(viewer_of(request).id)
        try:
            rule = actions.decide_about(told["pattern"], told["verdict"], by=by, at=clock.now())
        except ValueError as fault:
            form.add_error("pattern", str(fault))
        else:
            messages.success(request, _("%(sender)s is on the list.") % {"sender": rule.pattern})
            return redirect("settings_senders")
    words = {"rules": reads.sender_rules(), "form": form}
    return render(request, "office/senders.html", words, status=422 if form.is_bound else 200)


@require_POST
@needs(Verb.SET_UP)
def sender(request: HttpRequest, rule_id: int) -> HttpResponse:
    """The decision holds no longer."""
    try:
        rule = reads.sender_rule(rule_id)
    except SenderRule.DoesNotExist:
        raise Http404 from None
    actions.forget_decision(rule, by=acting(viewer_of(request).id), at=clock.now())
    messages.success(request, _("%(sender)s is off the list.") % {"sender": rule.pattern})
    return redirect("settings_senders")
