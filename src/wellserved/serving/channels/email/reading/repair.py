"""Parts that came apart on the way, put right as far as their meaning is plain."""

import re
from email import message_from_bytes
from email.message import Message
from email.policy import compat32

from wellserved.serving.channels.email.reading import headers
from wellserved.serving.channels.email.reading.transfer import data_of

LONGEST_PARAMETERS = 4_000  # characters; Python needs 6 s for a Content-Type of 1 MB

_boundary = re.compile(rb"^--([^\s][^\r\n]{0,69}?)[ \t]*\r?\n(?:[Cc]ontent-|\r?\n)", re.MULTILINE)


def readable_parameters(part: "Message[str, str]") -> None:
    """Content fields short, and their raw bytes as text: names of files are among them."""
    for name, value in list(part.raw_items()):
        if name.lower().startswith("content-") and (len(value) > LONGEST_PARAMETERS or not str(value).isascii()):
            part.replace_header(name, headers.eight_bit(str(value)[:LONGEST_PARAMETERS]))


def parts_without_boundary(part: "Message[str, str]") -> list["Message[str, str]"]:
    """The parts of a multipart that does not tell, or not truly, where they begin; or that travelled encoded."""
    data = data_of(part)
    found = _boundary.search(data)
    if found is None:
        return []
    line = found[1].rstrip().decode("ascii", "replace").replace('"', "")
    head = f'Content-Type: multipart/mixed; boundary="{line}"\n\n'.encode()
    inner = message_from_bytes(head + data, policy=compat32).get_payload()
    return [one for one in inner if isinstance(one, Message)] if isinstance(inner, list) else []
