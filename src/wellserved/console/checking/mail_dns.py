"""What the DNS says about our domains, so that others believe our mail: each record, ready to paste."""

from collections.abc import Iterator

from wellserved.console.checking import Finding
from wellserved.serving.channels.email import reads
from wellserved.serving.channels.email.dns import ours
from wellserved.serving.channels.email.dns.lookup import lookup
from wellserved.serving.channels.email.dns.records import DIFFERENT, UNKNOWN, Record, looked_up


def look() -> Iterator[Finding]:
    domains = ours.domains(reads.active_mailboxes())
    if not domains:
        yield Finding("there is no mailbox yet", "add one under Settings, Mailboxes")
    for domain in domains:
        if not domain.keys:
            yield Finding(f"{domain.name}: mail is not signed", f"wellserved signing-key {domain.name}")
        for record in looked_up(domain, lookup):
            yield _told(record)


def _told(record: Record) -> Finding:
    says = f"{record.name}: {record.purpose} {record.state}. {record.says}"
    paste = f"{record.name}. {record.kind} {record.chunks or '(your mail provider tells it)'}"
    if record.in_place:
        return Finding(says)
    if record.state == UNKNOWN:
        return Finding(says, f"look from elsewhere that it is {paste}")
    if record.state == DIFFERENT:
        return Finding(f"{says} It is {'; '.join(record.found)[:300]}", f"make it {paste}")
    return Finding(says, f"publish {paste}")
