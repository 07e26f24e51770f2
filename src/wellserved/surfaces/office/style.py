"""/office/style/: every component and chart on one page, to look at while changing them."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wellserved.ground import clock
from wellserved.ground.accounts.rules import Verb
from wellserved.surfaces.office.chart_samples import chart_samples
from wellserved.surfaces.office.door import needs


@needs(Verb.SET_UP)
def style(request: HttpRequest) -> HttpResponse:
    now = clock.now()
    return render(
        request,
        "office/style.html",
        {
            "now": now,
            "moments": [now - timedelta(minutes=m) for m in (0, 5, 170, 1500, 5000, 50000)],
            "dues": [now + timedelta(minutes=m) for m in (300, 40, -130)],
            **chart_samples(),
            "weeks": [None if n == 5 else 0.95 - 0.04 * (n % 4) - 0.01 * n for n in range(1, 13)],
        },
    )
