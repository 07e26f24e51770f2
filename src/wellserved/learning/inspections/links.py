"""The link by which a mystery guest walks without an account. It opens one walk, and nothing else."""

from datetime import datetime

from django.core.signing import BadSignature, Signer

from wellserved.learning.inspections.models import Inspection

_signer = Signer(salt="wellserved.inspection", sep=".")


def token_of(inspection: Inspection) -> str:
    return _signer.sign(str(inspection.id))


def walk_of(token: str, at: datetime) -> Inspection | None:
    """Whose token it is; None when it is forged or has expired, or when no guest was invited."""
    try:
        id = int(_signer.unsign(token))
    except (BadSignature, ValueError):
        return None
    return Inspection.objects.select_related("site").filter(id=id, guest_until__gt=at).first()
