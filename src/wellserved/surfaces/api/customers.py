"""/customers/{id}: who they are and what to know before serving them."""

from django.http import HttpRequest
from ninja import Router

from wellserved.serving.conversations import reads
from wellserved.surfaces.api import shapes
from wellserved.surfaces.api.bearer import viewer

router = Router(tags=["customers"])


@router.get("/{int:id}", response=shapes.CustomerShape, summary="A customer whom your sites have served")
def customer(request: HttpRequest, id: int) -> shapes.CustomerShape:
    found = reads.customer(viewer(request), id)
    return shapes.CustomerShape(
        id=found.id,
        name=found.name,
        company=found.company.name if found.company else None,
        language=found.language,
        note=found.note,
        identities=[shapes.IdentityShape.told(identity) for identity in found.identities.all()],
        preferences=[shapes.PreferenceShape.told(preference) for preference in found.preferences.all()],
    )
