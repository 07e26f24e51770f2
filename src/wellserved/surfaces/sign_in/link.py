"""/sign-in/<secret>/: a link that signs in once. Opening it does nothing, so that no mail scanner burns it;
the page sends its form by itself, which scanners don't. An invitation's (`?invited`) asks for a password then."""

from typing import cast

from allauth.account.utils import perform_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from wellserved.ground import clock
from wellserved.ground.accounts import actions


@never_cache
@sensitive_variables("secret")
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, secret: str) -> HttpResponse:
    if request.method != "POST":
        return render(request, "sign_in/link.html")
    staff = actions.use_sign_in_link(secret, at=clock.now())
    if staff is None:
        return render(request, "sign_in/link_used.html", status=410)
    invited = "invited" in request.GET and not staff.has_usable_password()
    # By allauth, so that somebody with a second factor is asked for it here too.
    return cast(
        HttpResponse,
        perform_login(request, staff, redirect_url=reverse("account_set_password") if invited else "/desk/"),
    )
