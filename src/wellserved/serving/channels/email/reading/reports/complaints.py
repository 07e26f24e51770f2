"""Complaints about spam, as mail providers pass them on (RFC 5965, ARF)."""

import re

from wellserved.serving.channels.email.reading.reports import fields, returned
from wellserved.serving.channels.email.reading.reports.anatomy import Anatomy

_who = re.compile(r"^original-rcpt-to[ \t]*:(.*)$", re.IGNORECASE | re.MULTILINE)


def complained(anatomy: Anatomy) -> tuple[str, ...]:
    """Who complained: the report's Original-Rcpt-To, else the returned mail's only recipient. Often it is hidden."""
    told = [one for text in anatomy.feedback for value in _who.findall(text) for one in fields.addresses(value)]
    sent_to = returned.recipients(anatomy.returned)
    return tuple(dict.fromkeys(told)) or (sent_to if len(sent_to) == 1 else ())
