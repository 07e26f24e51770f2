"""How often one address may post to a public page. Counted in the cache, which is bounded by its own settings."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any, cast

from django.core.cache import cache
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from wellserved.ground import clock
from wellserved.surfaces.counter.pages import View, sentence

# Where a proxy of our own may stand: this machine, or a private network.
OURS = [
    ip_network(n) for n in ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7")
]


@dataclass(frozen=True)
class Limit:
    name: str
    times: int
    within: timedelta

    def exceeded_by(self, request: HttpRequest) -> bool:
        """Count this request; whether there were too many in the present window."""
        return self.exceeded_for(caller(request))

    def exceeded_for(self, whom: str) -> bool:
        """The same of whomever it concerns; their name must need no quoting, and is no secret of theirs."""
        window = int(clock.now().timestamp() // self.within.total_seconds())
        key = f"limit:{self.name}:{whom}:{window}"
        cache.add(key, 0, self.within.total_seconds())
        try:
            return cache.incr(key) > self.times
        except ValueError:  # pushed out of a full cache in between
            return False


def limited(limit: Limit) -> Callable[[View], View]:
    """Posts over the limit get 429 and a sentence; reading is free."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method != "POST" or not limit.exceeded_by(request):
                return view(request, *args, **kwargs)
            text = _("So much came from your network that we paused it. Please wait a few minutes and send it again.")
            response = sentence(request, _("One moment, please"), text, 429)
            response.headers["Retry-After"] = str(int(limit.within.total_seconds()))
            return response

        return cast(View, guarded)

    return decorate


def caller(request: HttpRequest) -> str:
    """Whom a request is from: an IPv4 address, or the /64 of an IPv6 one, which is one household.

    Only a proxy of our own is believed about the address it forwards for.
    """
    direct = str(request.META.get("REMOTE_ADDR", ""))
    forwarded = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip()
    try:
        address = ip_address(direct)
        if forwarded and any(address in network for network in OURS):
            address = ip_address(forwarded)
    except ValueError:
        return direct[:45] or "unknown"
    return address.exploded[:19] if isinstance(address, IPv6Address) else str(address)
