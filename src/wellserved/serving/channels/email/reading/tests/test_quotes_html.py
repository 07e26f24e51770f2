import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellserved.serving.channels.email.reading.quotes_html import split_quote_html

OURS = "Dear Alice,\nwould you like tea?"
PROGRAMS = {
    "Gmail": (
        '<div dir="ltr">Yes!</div><br><div class="gmail_quote"><div class="gmail_attr">On Tue'
        ", 17 Nov 2026 at 10:00, L &lt;a@b.c&gt; wrote:<br></div><blockquote>Would you?</bloc"
        "kquote></div>"
    ),
    "Gmail, cleaned": (
        "<div>Yes!</div><br><div><div>On Tue, 17 Nov 2026 at 10:00, L &lt;<a>a@b.c</a>&gt; wr"
        "ote:<br></div><blockquote>Would you?</blockquote></div>"
    ),
    "Outlook": (
        '<p>Yes!</p><div><div style="border:none; border-top:solid #E1E1E1 1.0pt;padding:3.0p'
        't 0cm 0cm 0cm"><p><b>From:</b> L &lt;a@b.c&gt;<br><b>Sent:</b> Tuesday<br><b>Subject'
        ":</b> x</p></div></div><p>Would you?</p>"
    ),
    "Outlook, German, cleaned": (
        "<p>Yes!</p><p><b>Von:</b> L<br><b>Gesendet:</b> Dienstag<br><b>An:</b> A<br><b>Betre"
        "ff:</b> x</p><p>Would you?</p>"
    ),
    "Outlook on the web": (
        '<div>Yes!</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg">x</div>Would you?'
    ),
    "Apple": (
        '<div>Yes!<div><br><blockquote type="cite"><div>On 17 Nov 2026, L wrote:</div>Would y'
        "ou?</blockquote></div></div>"
    ),
    "Thunderbird": (
        '<p>Yes!</p><div class="moz-cite-prefix">Am 17.11.26 um 10:00 schrieb L:</div><blockq'
        'uote type="cite">Would you?</blockquote>'
    ),
    "Yahoo": ('<div>Yes!</div><div class="yahoo_quoted">On Tuesday L wrote: <div>Would you?</div></div>'),
    "French": (
        "<div>Yes!</div><div>Le mar. 17 nov. 2026 à 10:00, L &lt;a@b.c&gt; a écrit :</div><bl"
        "ockquote>Would you?</blockquote>"
    ),
    "Japanese": (
        "<div>Yes!</div><div>2026年11月17日(火) 10:00 L &lt;a@b.c&gt;:</div><blockquote>Would you?</blockquote>"
    ),
    "our line": ("<p>Yes!</p><p>-- reply above this line --</p><p>Would you?</p>"),
    "our words": ("<p>Yes!</p><p>Dear Alice,</p><p>would you like tea?</p><p>Would you?</p>"),
}


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_quote_is_folded(program: str) -> None:
    new, quoted = split_quote_html(PROGRAMS[program], OURS)
    assert "Yes!" in new
    assert "Would you?" not in new
    assert "Would you?" in quoted
    assert "wrote" not in new
    assert "schrieb" not in new


@pytest.mark.parametrize(
    "source",
    [
        "<p>Yes, from me: a date on Monday</p>",
        '<blockquote type="cite">only this</blockquote>',
        '<p>See</p><blockquote type="cite">Tea?</blockquote><p>Yes.</p><blockquote type="cite">Cake?</blockquote>No.',
        '<div>Hi</div><div class="gmail_quote">On 1 May 2026, L wrote:<blockquote>Tea?</blockquote>Yes please</div>',
        "",
        "<",
        "\x00",
    ],
)
def test_if_it_is_not_certain_everything_is_shown(source: str) -> None:
    assert split_quote_html(source) == (source, "")


TAGS = [
    "<div>",
    "</div>",
    "<blockquote type=cite>",
    "</blockquote>",
    "<p>",
    "On 1 May 2026, L wrote:",
    "Yes",
    "<br>",
    "<!--",
]


@given(st.lists(st.sampled_from(TAGS), max_size=20))
def test_no_word_is_lost(tags: list[str]) -> None:
    source = " ".join(tags)
    new, quoted = split_quote_html(source)
    assert (new + quoted).count("Yes") >= source.partition("<!--")[0].count("Yes")
