"""The link by which an answer is changed later, without signing in. It opens one answer, and nothing else."""

from django.core.signing import BadSignature, Signer

from wellserved.learning.feedback.models import Response

_signer = Signer(salt="wellserved.answer", sep=".")


def token_of(response: Response) -> str:
    return _signer.sign(str(response.id))


def response_of(token: str) -> int | None:
    """The id of the answer whose token it is; None when it is forged."""
    try:
        return int(_signer.unsign(token))
    except (BadSignature, ValueError):
        return None
