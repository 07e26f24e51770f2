"""The parameters of a part's Content fields: strangers write them, and Python's parser trusts them."""

from email.message import Message
from email.utils import collapse_rfc2231_value


def parameter(part: "Message[str, str]", name: str, header: str = "content-type") -> str:
    """Its value as text, "" if there is none."""
    try:
        return str(collapse_rfc2231_value(part.get_param(name, "", header))) or ""
    except Exception:  # RFC 2231 continuations with numbers that are none, and worse
        return ""


def charset_of(part: "Message[str, str]") -> str:
    return parameter(part, "charset")
