"""A file on its way into a message, from whatever door: kept, and looked through."""

from wellserved.ground import files
from wellserved.ground.safety.scan import scanned
from wellserved.serving.conversations.rules import NewFile


def enclosed(name: str, content_type: str, data: bytes, content_id: str = "") -> NewFile:
    """Keep the bytes and ask the scanner, if there is one; slow, so call it before the transaction begins."""
    verdict = scanned(data)
    return NewFile(name, content_type, len(data), files.keep(data), content_id, verdict.state, verdict.finding)
