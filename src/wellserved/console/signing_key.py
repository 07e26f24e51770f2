"""A DKIM key for a domain of ours, and the record that its name server should hold."""

import argparse
import sys

SUMMARY = "make a key that signs a domain's mail, and print what to publish in the DNS"
DESCRIPTION = """Again, for a domain that has a key: a second one, to change to. Publish its record, wait a day, then
say --sign-with its selector. Leave the old record for a week, since mail signed with it is still on its way."""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = f"{SUMMARY}. {DESCRIPTION}"
    parser.add_argument("domain", metavar="DOMAIN", help="what stands behind the @ of your mailboxes")
    parser.add_argument("--sign-with", metavar="SELECTOR", help="sign with this key from now on")


def run(options: argparse.Namespace) -> int:
    import django

    django.setup()
    from wellserved.ground import clock
    from wellserved.serving.channels.email import actions, reads
    from wellserved.serving.channels.email.dns import ours
    from wellserved.serving.channels.email.dns.records import wanted

    boxes = [box for box in reads.active_mailboxes() if box.domain == options.domain.casefold()]
    if not boxes:
        print(f"No mailbox in use is at {options.domain}.", file=sys.stderr)
        return 1
    if options.sign_with:
        key = next((key for key in reads.signing_keys(options.domain) if key.selector == options.sign_with), None)
        if key is None:
            print(f"{options.domain} has no key {options.sign_with}.", file=sys.stderr)
            return 1
        actions.sign_with(key, at=clock.now())
        print(f"Mail of {options.domain} is signed with {key.selector} from now on.")
        return 0
    key = actions.make_key(options.domain, at=clock.now())
    (domain,) = ours.domains(boxes)
    record = next(one for one in wanted(domain) if one.name == str(key))
    print(f"Publish this, then look with: wellserved check mail\n\n{record.name}. TXT {record.chunks}")
    return 0
