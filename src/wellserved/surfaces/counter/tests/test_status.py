from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.world import World
from wellserved.ground import clock, files
from wellserved.ground.customers.actions import recognise
from wellserved.ground.customers.models import Identity
from wellserved.ground.journal.actor import customer, staff
from wellserved.learning.feedback.tests.matters import asks_for_late_check_out
from wellserved.serving.channels.form.actions import submit
from wellserved.serving.conversations import actions as conversations
from wellserved.serving.conversations import links
from wellserved.serving.conversations.models import Attachment, Conversation
from wellserved.serving.conversations.rules import Incoming, NewFile


@pytest.fixture
def matter(world: World) -> Conversation:
    return asks_for_late_check_out(world, clock.now() - timedelta(hours=1))


@pytest.fixture
def address(matter: Conversation) -> str:
    return f"/status/{links.status_token(matter)}/"


def answer(world: World, matter: Conversation, text: str = "Of course, stay.") -> None:
    conversations.say(matter, text, by=staff(world.ines.id), at=clock.now())


def test_the_customer_reads_what_was_said_and_nothing_private(
    client: Client, world: World, matter: Conversation, address: str
) -> None:
    answer(world, matter)
    conversations.note(matter, "She is difficult", by=staff(world.ines.id), at=clock.now())
    conversations.hold(matter, "Not yet sent", by=staff(world.ines.id), at=clock.now())
    page = client.get(address).content.decode()
    assert "May we stay until two?" in page
    assert "Of course, stay." in page
    for hidden in ("difficult", "Not yet sent", world.ines.email, world.ines.name):
        assert hidden not in page


def test_what_a_mail_repeats_is_left_out(client: Client, world: World, matter: Conversation, address: str) -> None:
    answer(world, matter)
    quote = "On Wed, 18 Nov 2026 at 10:05, Linden House <hello@linden.example> wrote:\n> Of course, stay.\n"
    mail = f"Lovely, thank you.\n\n{quote}"
    incoming = Incoming("email", world.email_of(world.alice), mail)
    conversations.receive(matter, incoming, by=customer(world.alice.id), at=clock.now())
    page = client.get(address).content.decode()
    assert "Lovely, thank you." in page
    assert page.count("Of course, stay.") == 1


def test_what_somebody_else_wrote_is_shown_by_name_and_only_if_the_customer_had_it(
    client: Client, world: World, matter: Conversation, address: str
) -> None:
    carol = recognise(Identity.EMAIL, "carol@carter.example", name="Carol Carter", at=clock.now())
    own = world.email_of(world.alice)
    for text, recipients in (
        ("And a bath.", ("hello@linden.example", own)),
        ("A surprise!", ("hello@linden.example",)),
    ):
        incoming = Incoming("email", "carol@carter.example", text, recipients=recipients)
        conversations.receive(matter, incoming, by=customer(carol.id), at=clock.now())
    page = client.get(address).content.decode()
    assert "And a bath." in page
    assert "Carol Carter" in page
    assert "A surprise!" not in page


def test_what_is_shown_is_never_markup(client: Client, world: World, matter: Conversation, address: str) -> None:
    answer(world, matter, "<script>alert(1)</script>")
    assert "<script>alert" not in client.get(address).content.decode()


def test_whoever_only_typed_the_address_does_not_read_our_answers(
    client: Client, world: World, matter: Conversation
) -> None:
    kept = NewFile("bill.pdf", "application/pdf", 4, files.keep(b"bill"))
    conversations.say(matter, "Your room is 12.", files=[kept], by=staff(world.ines.id), at=clock.now())
    shown = f"/status/{links.status_token(matter, proven=False)}/"
    page = client.get(shown).content.decode()
    assert "Your room is 12." not in page
    assert "bill.pdf" not in page
    assert "We have answered by e-mail" in page
    assert client.get(f"{shown}attachments/{Attachment.objects.get().id}/").status_code == 404


def test_whoever_only_typed_the_address_reads_their_own_words_alone(client: Client, world: World) -> None:
    address = world.email_of(world.alice)
    matter = submit(world.house, name="Eve", email=address, subject="Hello", text="It is me, Alice.", at=clock.now())
    shown = f"/status/{links.status_token(matter, proven=False)}/"
    kept = NewFile("passport.pdf", "application/pdf", 4, files.keep(b"pass"))
    mail = Incoming("email", address, "I did not write this. My passport:")
    conversations.receive(matter, mail, files=[kept], by=customer(world.alice.id), at=clock.now())
    page = client.get(shown).content.decode()
    assert "It is me, Alice." in page
    assert "passport" not in page.lower()
    assert client.get(f"{shown}attachments/{Attachment.objects.get().id}/").status_code == 404

    real = asks_for_late_check_out(world, clock.now())
    conversations.join(matter, real, by=staff(world.ines.id), at=clock.now())
    assert client.get(shown).status_code == 404, "joining opens nothing to them"
    assert client.get(f"/status/{links.status_token(matter)}/").status_code == 200


def test_a_customer_writes_more_and_it_opens_again(
    client: Client, world: World, matter: Conversation, address: str
) -> None:
    conversations.close(matter, by=staff(world.ines.id), at=clock.now())
    form = {"text": "One more thing", "key": "k1", "files": SimpleUploadedFile("a.txt", b"hello")}
    page = client.post(f"{address}messages/", form, follow=True)
    assert page.redirect_chain[-1] == (address, 303)
    matter.refresh_from_db()
    assert matter.status == "open"
    message = matter.messages.latest("id")
    assert (message.text, message.sender, message.hints) == ("One more thing", world.email_of(world.alice), [])
    assert message.attachments.get().name == "a.txt"


def test_sending_twice_is_one_message(client: Client, matter: Conversation, address: str) -> None:
    for _ in range(2):
        client.post(f"{address}messages/", {"text": "Hello?", "key": "k1"})
    assert matter.messages.count() == 2  # the first, and this one


def test_an_empty_message_is_told_so(client: Client, matter: Conversation, address: str) -> None:
    page = client.post(f"{address}messages/", {"text": "  "})
    assert page.status_code == 422
    assert "write something first" in page.content.decode()


def test_the_customer_says_it_is_solved(client: Client, matter: Conversation, address: str) -> None:
    page = client.post(f"{address}closure/", follow=True)
    matter.refresh_from_db()
    assert matter.is_closed
    assert "This matter is closed" in page.content.decode()


def test_files_are_downloads_in_a_sandbox(client: Client, world: World, matter: Conversation, address: str) -> None:
    kept = NewFile("page.svg", "image/svg+xml", 11, files.keep(b"<svg></svg>"))
    conversations.say(matter, "See here", files=[kept], by=staff(world.ines.id), at=clock.now())
    response = client.get(f"{address}attachments/{Attachment.objects.get().id}/")
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["Content-Disposition"] == 'attachment; filename="page.svg"'
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"].startswith("sandbox")
    assert response.headers["Cache-Control"] == "private, no-store"


def test_files_of_notes_and_of_other_matters_are_not_there(
    client: Client, world: World, matter: Conversation, address: str
) -> None:
    kept = NewFile("secret.txt", "text/plain", 4, files.keep(b"shhh"))
    conversations.note(matter, "For us", files=[kept], by=staff(world.ines.id), at=clock.now())
    other = asks_for_late_check_out(world, clock.now())
    conversations.say(other, "Here", files=[kept], by=staff(world.ines.id), at=clock.now())
    for attachment in Attachment.objects.all():
        assert client.get(f"{address}attachments/{attachment.id}/").status_code == 404


def test_a_wrong_link_is_always_the_same_page(client: Client, matter: Conversation, address: str) -> None:
    matter_id = matter.id
    wrong = [f"{matter.reference}.x", matter.reference, "x", "~status~", f"{address.split('/')[2]}x", str(matter_id)]
    pages = {client.get(f"/status/{token}/").content for token in wrong}
    for token in wrong:
        assert client.get(f"/status/{token}/").status_code == 404
        assert client.post(f"/status/{token}/messages/", {"text": "x"}).status_code == 404
        assert client.post(f"/status/{token}/closure/").status_code == 404
    assert len(pages) == 1


def test_after_sixty_quiet_days_the_link_ends(client: Client, matter: Conversation, address: str) -> None:
    Conversation.objects.update(latest_at=clock.now() - links.STATUS_LASTS)
    assert client.get(address).status_code == 404


def test_nobody_else_learns_the_address(client: Client, address: str) -> None:
    headers = client.get(address).headers
    assert headers["Cache-Control"] == "private, no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Robots-Tag"].startswith("noindex")


def test_the_page_asks_few_questions(
    client: Client, world: World, matter: Conversation, address: str, django_assert_max_num_queries: object
) -> None:
    for n in range(20):
        answer(world, matter, f"Answer {n}")
    client.get(address)  # which asks for what the house remembers
    with django_assert_max_num_queries(9):  # type: ignore[operator]
        client.get(address)


def test_what_a_colleague_joined_is_found_by_the_old_link_of_the_same_customer(
    client: Client, world: World, matter: Conversation, address: str
) -> None:
    into = asks_for_late_check_out(world, clock.now())
    conversations.join(matter, into, by=staff(world.ines.id), at=clock.now())
    assert into.reference in client.get(address).content.decode()
    stranger = into
    stranger.customer = world.bob
    stranger.save(update_fields=["customer"])
    assert client.get(address).status_code == 404
