"""/sites: the places that the token reaches."""

from django.http import HttpRequest
from ninja import Router

from wellserved.ground.accounts import reads
from wellserved.surfaces.api import shapes
from wellserved.surfaces.api.bearer import viewer

router = Router(tags=["sites"])


@router.get("", response=list[shapes.SiteShape], summary="Your sites")
def sites(request: HttpRequest) -> list[shapes.SiteShape]:
    return [shapes.SiteShape.told(site) for site in reads.sites(viewer(request))]
