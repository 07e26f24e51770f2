"""/office/settings/mailboxes/12/trial/: send me a test and watch it arrive."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from wellserved.ground import clock
from wellserved.ground.accounts.rules import Verb
from wellserved.serving.channels.email import reads
from wellserved.serving.channels.email.actions import begin_trial
from wellserved.surfaces.office.door import needs
from wellserved.surfaces.office.mailbox.page import box_of
from wellserved.surfaces.office.mailbox.words import watched


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.SET_UP)
def trial(request: HttpRequest, mailbox_id: int) -> HttpResponse:
    """POST sends one; GET is how far it came, which the page asks every second."""
    box = box_of(request, mailbox_id)
    if request.method == "POST":
        begin_trial(box, at=clock.now())
        if "HX-Request" not in request.headers:
            return redirect("settings_mailbox", mailbox_id=box.id)
    words = {"mailbox": box, "watched": watched(box, reads.latest_trial(box), clock.now())}
    return render(request, "office/trial.html", words)
