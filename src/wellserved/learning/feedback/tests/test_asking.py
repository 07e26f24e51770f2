from datetime import datetime, timedelta

from tests.world import World
from wellserved.ground.ids import fingerprint
from wellserved.ground.journal.actor import SYSTEM, Actor, customer, rule, staff
from wellserved.ground.journal.models import Entry
from wellserved.learning.feedback import rules
from wellserved.learning.feedback.actions import invite
from wellserved.learning.feedback.events import CustomerAsked
from wellserved.learning.feedback.models import Invitation
from wellserved.learning.feedback.reactions import ask
from wellserved.learning.feedback.tests.matters import (
    answered_and_closed,
    asks_for_late_check_out,
    invited,
    survey_mail,
)
from wellserved.serving.channels.email.models import Mailbox
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations import links
from wellserved.serving.conversations.events import ConversationClosed


def closing(conversation_id: int) -> ConversationClosed:
    event = Entry.objects.of(conversation_id).of_kinds(ConversationClosed).get().event()
    assert isinstance(event, ConversationClosed)
    return event


def test_a_job_that_runs_twice_asks_once(world: World, at: datetime) -> None:
    event = closing(answered_and_closed(world, at).id)
    ask(event)
    ask(event)
    assert Invitation.objects.count() == 1
    assert Entry.objects.of_kinds(CustomerAsked).count() == 1
    assert survey_mail(Invitation.objects.get().conversation).by_kind == "rule"


def test_whoever_closes_it_the_customer_is_asked(world: World, at: datetime) -> None:
    people: list[Actor] = [staff(world.ines.id), rule(), SYSTEM, Actor("bot"), customer(world.alice.id)]
    for days, by in enumerate(people):
        moment = at + days * rules.QUIET
        conversation = asks_for_late_check_out(world, moment)
        conversations.say(conversation, "Of course.", by=staff(world.ines.id), at=moment)
        conversations.close(conversation, by=by, at=moment)
        ask(closing(conversation.id))
    assert Invitation.objects.count() == len(people)


def test_who_never_got_an_answer_is_asked_as_well_or_the_figures_would_flatter(world: World, at: datetime) -> None:
    conversation = asks_for_late_check_out(world, at)
    conversations.close(conversation, by=staff(world.ines.id), at=at)
    assert invite(conversation, closure_seq=1, by=rule(), at=at)


def test_a_robot_whose_mail_we_only_close_is_not_asked(world: World, at: datetime) -> None:
    conversation = asks_for_late_check_out(world, at)
    conversation.messages.update(hints=["automatic"])
    conversations.close(conversation, by=staff(world.ines.id), at=at)
    assert invite(conversation, closure_seq=1, by=rule(), at=at) is None


def test_nobody_is_asked_who_cannot_be_reached(world: World, at: datetime) -> None:
    matter = answered_and_closed(world, at)
    world.alice.identities.update(unreachable_since=at)  # our answer came back
    assert invite(matter, closure_seq=1, by=rule(), at=at) is None


def test_nobody_is_asked_twice_in_a_month(world: World, at: datetime) -> None:
    invited(world, at, closure_seq=1)
    second = answered_and_closed(world, at)
    assert invite(second, closure_seq=2, by=rule(), at=at + rules.QUIET - timedelta(seconds=1)) is None
    assert invite(second, closure_seq=3, by=rule(), at=at + rules.QUIET) is not None


def test_the_mail_holds_five_links_and_their_secret_only_as_it_leaves(world: World, at: datetime) -> None:
    invitation = invited(world, at)
    mail = survey_mail(invitation.conversation)
    secret = links.secret_of(mail.id)
    assert fingerprint(secret) == invitation.fingerprint
    for kept in (mail.text, mail.html):
        assert secret not in kept
        left = links.filled(mail, kept)
        assert [f"/survey/{secret}/?answer={n}" in left for n in range(1, 6)] == [True] * 5
    said = mail.text.splitlines()
    assert said[:3] == [f"Dear {world.alice.name},", "", "your matter with Linden House is closed."]
    assert said[6:10] == [
        "Far below what I expected:",
        links.address("survey", links.SECRET) + "?answer=1",
        "",
        said[9],
    ]
    assert "Late check-out" in mail.subject
    assert mail.conversation.status == "closed"


def test_what_a_customer_wrote_gets_no_secret(world: World, at: datetime) -> None:
    invitation = invited(world, at)
    reply = conversations.say(invitation.conversation, "You wrote ~secret~ ~status~", by=staff(world.ines.id), at=at)
    assert links.filled(reply, reply.text) == reply.text


def test_who_served_when_it_was_closed_is_whom_the_answer_is_about(world: World, at: datetime) -> None:
    invitation = invited(world, at)
    conversations.assign(
        invitation.conversation, staff_id=world.yuki.id, by=staff(world.ines.id), at=at, expected=world.ines.id
    )
    assert invitation.staff_id == world.ines.id


def test_a_site_without_a_mailbox_asks_nobody_and_nobody_rests_for_it(world: World, at: datetime) -> None:
    conversation = answered_and_closed(world, at)
    Mailbox.objects.filter(site=world.house).update(is_active=False)
    assert invite(conversation, closure_seq=1, by=rule(), at=at) is None
    Mailbox.objects.filter(site=world.house).update(is_active=True)
    assert invite(conversation, closure_seq=2, by=rule(), at=at)
