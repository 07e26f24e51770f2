import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellserved.serving.channels.email.reading.quotes import split_quote

NEW = "Yes, please.\n\nAlice"


@pytest.mark.parametrize(
    "quoted",
    [
        "On Wed, 18 Nov 2026 at 10:00, Linden House <hello@linden.example> wrote:\n> Would you like it?",
        "On Wed, 18 Nov 2026 at 10:00, Linden House <hello@linden.example>\nwrote:\n\n> Would you like it?\n> Ines",
        "-----Original Message-----\nFrom: Linden House\nSent: Wednesday\nTo: Alice\nSubject: Re: x\n\nWould you?",
        "Am 18.11.2026 um 10:00 schrieb Linden House:\n> Would you like it?",
        "Le 18 novembre 2026 à 10:00, Linden House a écrit :\n> Would you like it?",
        "From: Linden House <hello@linden.example>\nSent: 18 November 2026\nTo: Alice\nSubject: Re: x\n\nWould?",
    ],
)
def test_the_quote_is_folded(quoted: str) -> None:
    new, folded = split_quote(f"{NEW}\n\n{quoted}")
    assert new == NEW
    assert folded.strip() == quoted.strip()


def test_an_answer_below_the_quote_is_what_is_new() -> None:
    new, folded = split_quote("> Would you like a late breakfast?\n> Ines\n\nYes, please.")
    assert new.strip() == "Yes, please."
    assert folded.startswith("> Would")


def test_answers_between_the_lines_stay_with_them() -> None:
    text = "> Breakfast?\nYes.\n> And tea?\nNo."
    assert split_quote(text) == (text, "")


def test_nothing_quoted_nothing_folded() -> None:
    assert split_quote(NEW) == (NEW, "")


def test_a_mail_that_is_only_a_quote_is_shown() -> None:
    assert split_quote("> just this") == ("> just this", "")


def test_our_own_words_begin_a_quote_that_nothing_else_marks() -> None:
    ours = "Dear Alice,\nwould you like a late breakfast?"
    assert split_quote(f"Yes!\n\n{ours}\n", ours) == ("Yes!", f"{ours}\n")


@given(st.text(alphabet=st.sampled_from("> abc\nOn wrote:-_"), max_size=300))
def test_nothing_is_lost(text: str) -> None:
    new, folded = split_quote(text)
    kept = [line for line in (new + "\n" + folded).split("\n") if line.strip()]
    assert sorted(kept) == sorted(line for line in text.split("\n") if line.strip())


LANGUAGES = {
    "Gmail": "On Tue, 17 Nov 2026 at 10:00, Linden House <hello@linden.example>\nwrote:\n\n{}",
    "Gmail, French": "Le mar. 17 nov. 2026 à 10:00, Linden House <hello@linden.example> a\nécrit :\n\n{}",
    "Gmail, Spanish": "El mar, 17 nov 2026 a las 10:00, Linden (<hello@linden.example>)\nescribió:\n\n{}",
    "Gmail, Italian": "Il giorno mar 17 nov 2026 alle ore 10:00 Linden <hello@linden.example>\nha scritto:\n\n{}",
    "Gmail, Portuguese": "Em ter., 17 de nov. de 2026 às 10:00, Linden <hello@linden.example>\nescreveu:\n\n{}",
    "Gmail, Polish": "wt., 17 lis 2026 o 10:00 Linden <hello@linden.example> napisał(a):\n\n{}",
    "Gmail, Czech": "út 17. 11. 2026 v 10:00 odesílatel Linden <hello@linden.example>\nnapsal:\n\n{}",
    "Gmail, Russian": "вт, 17 нояб. 2026 г. в 10:00, Linden <hello@linden.example>:\n\n{}",
    "Gmail, Swedish": "Den tis 17 nov. 2026 kl 10:00 skrev Linden <hello@linden.example>:\n\n{}",
    "Gmail, Finnish": "ti 17. marrask. 2026 klo 10.00 Linden (hello@linden.example) kirjoitti:\n\n{}",
    "Gmail, Turkish": "Linden <hello@linden.example>, 17 Kas 2026 Sal, 10:00 tarihinde şunu\nyazdı:\n\n{}",
    "Gmail, Japanese": "2026年11月17日(火) 10:00 Linden <hello@linden.example>:\n\n{}",
    "Gmail, Chinese": "Linden <hello@linden.example> 于2026年11月17日周二 10:00写道：\n\n{}",
    "Apple, Dutch": "Op 17 nov. 2026, om 10:00 heeft Linden <hello@linden.example> het volgende geschreven:\n\n{}",
    "Apple": "> On 17 Nov 2026, at 10:00, Linden <hello@linden.example> wrote:\n> \n{}",
    "Thunderbird, German": "Am 17.11.26 um 10:00 schrieb Linden House:\n{}",
}
HEADS = {
    "Outlook": "________________________________\nFrom: Linden <hello@linden.example>\nSent: Tuesday, 17 November\n"
    "To: Alice\nSubject: Two nights\n\n",
    "Outlook, German": "Von: Linden <hello@linden.example>\nGesendet: Dienstag, 17. November 2026\nAn: Alice\n"
    "Betreff: Two nights\n\n",
    "Outlook, French": "De : Linden\nEnvoyé : mardi 17 novembre 2026\nÀ : Alice\nObjet : Two nights\n\n",
    "Outlook, Spanish": "De: Linden\nEnviado el: martes, 17 de noviembre\nPara: Alice\nAsunto: Two nights\n\n",
    "Outlook, Italian": "Da: Linden\nInviato: martedì 17 novembre\nA: Alice\nOggetto: Two nights\n\n",
    "Outlook, Dutch": "Van: Linden\nVerzonden: dinsdag 17 november\nAan: Alice\nOnderwerp: Two nights\n\n",
    "Outlook, Polish": "Od: Linden\nWysłano: wtorek\nDo: Alice\nTemat: Two nights\n\n",
    "Outlook, Russian": "От: Linden\nОтправлено: вторник\nКому: Alice\nТема: Two nights\n\n",
    "Outlook, Japanese": "差出人: Linden\n送信日時: 2026年11月17日\n宛先: Alice\n件名: Two nights\n\n",
    "Outlook, Chinese": "发件人: Linden\n发送时间: 2026年11月17日\n收件人: Alice\n主题: Two nights\n\n",
    "Outlook in bold": "*From:* Linden <a@b.c>\n*Sent:* Tuesday\n*To:* Alice\n*Subject:* Two nights\n\n",
    "Outlook, old": "-----Ursprüngliche Nachricht-----\nVon: Linden\nGesendet: Dienstag\nAn: Alice\nBetreff: x\n\n",
}


@pytest.mark.parametrize("program", LANGUAGES)
def test_introductions_in_many_languages(program: str) -> None:
    new, folded = split_quote(f"{NEW}\n\n{LANGUAGES[program].format('> Would you?' + chr(10) + '> Ines')}")
    assert new == NEW
    assert "Would you?" in folded
    assert "Linden" in folded


@pytest.mark.parametrize("program", HEADS)
def test_heads_in_many_languages(program: str) -> None:
    new, folded = split_quote(f"{NEW}\n\n{HEADS[program]}Would you like it?\n\nInes")
    assert new == NEW
    assert "Would you" in folded


@pytest.mark.parametrize(
    "text",
    [
        "Hi,\n\nOn 17 Nov 2026, Linden wrote:\n> Breakfast?\nYes.\n> And tea?\nNo.",
        "On Monday my wife wrote:\nwe come at ten.",
        "Note: bring a coat\nTo: the lake\nwe go",
        "See:\n> one\nbut also\n> two",
    ],
)
def test_what_may_be_an_answer_is_shown(text: str) -> None:
    assert split_quote(text) == (text, "")


def test_a_signature_under_the_quote_is_no_answer() -> None:
    new, folded = split_quote("Yes.\n\nOn 17 Nov 2026, Linden wrote:\n> Tea?\n\n-- \nAlice")
    assert new == "Yes."
    assert folded.endswith("Alice")


def test_the_introduction_goes_with_our_line() -> None:
    text = "Thanks!\n\nOn 17 Nov 2026, Linden <a@b.c>\nwrote:\n\n> -- reply above this line --\n> We said"
    assert split_quote(text)[0] == "Thanks!"
