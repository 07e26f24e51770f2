"""How customers of the Linden Group reach it: by mail, mostly, or by the contact form."""

from datetime import datetime
from random import Random

from wellserved.linden import letters, reads
from wellserved.linden.founding import Group, Place
from wellserved.linden.people import Person
from wellserved.linden.post import Letter, mail
from wellserved.serving.channels.email import actions as email
from wellserved.serving.channels.email.models import RawMail
from wellserved.serving.channels.form import actions as form
from wellserved.serving.conversations.models import Conversation

FORM_SHARE = 0.22


def write(
    group: Group, place: Place, person: Person, begun: letters.Letters, *, at: datetime, rng: Random
) -> Conversation:
    """The first words of a matter, by whatever door; returns the conversation they opened."""
    text = letters.from_customer(begun.opening, person, place.facts, rng)
    if not begun.matter.attachment and rng.random() < FORM_SHARE:
        return form.submit(place.row, name=person.name, email=person.email, subject=begun.subject, text=text, at=at)
    to = letters.address_for(begun.matter, place.facts)
    letter = Letter(person, to, begun.subject, text, at, picture=begun.matter.attachment)
    return _opened(email.receive(group.mailboxes[to], mail(letter, rng), via="smtp", at=at))


def write_again(
    group: Group,
    place: Place,
    person: Person,
    conversation: Conversation,
    text: str,
    *,
    at: datetime,
    rng: Random,
    automatic: bool = False,
) -> None:
    """One more mail in a matter, as an answer to our latest one if there is one."""
    ours = reads.latest_word_of_ours(conversation)
    letter = Letter(
        person,
        to=place.facts.mailbox,
        subject=ours.message.subject if ours else conversation.subject,
        text=text if automatic else f"{text}\n\n{person.first_name}",
        at=at,
        in_reply_to=f"<{ours.header_id}>" if ours else "",
        quoted=ours.message.text if ours and not automatic else "",
        automatic=automatic,
    )
    email.receive(group.mailboxes[place.facts.mailbox], mail(letter, rng), via="smtp", at=at)


def _opened(mail: RawMail) -> Conversation:
    if mail.message is None:
        raise RuntimeError(f"the simulated mail was {mail.state}: {mail.reason}")
    return mail.message.conversation
