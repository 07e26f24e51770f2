"""The tone of a text by a list of words that everybody can read: no model, no mystery, and only a hint. Pure."""

import re

# Not those that close every letter: "kind regards", "mit freundlichen Grüßen".
_GOOD = """
amazing appreciate ausgezeichnet beautiful begeistert brilliant charming clean comfortable courteous delicious
delighted easy empfehlen enjoyed excellent fantastic freundlich friendly gemütlich glad grateful großartig happy
helpful herrlich hervorragend hilfsbereit impressed lecker loved lovely patient perfect perfekt
pleasant pleased polite prima prompt quick recommend relaxing sauber schnell smooth super superb terrific thoughtful
toll welcoming wonderful wunderbar zufrieden
"""
GOOD = frozenset(_GOOD.split())
_BAD = """
angry annoyed annoying awful bad beschwerde beschädigt broken cold complain complaint damaged defekt dirty
disappointed disappointing disgusting enttäuschend enttäuscht falsch faulty fehler fehlt forgotten frech frustrated
frustrating furchtbar horrible ignored impolite kalt kaputt langsam laut leaking loud mangelhaft mies missing
mistake noise noisy overpriced poor problem refund rude schlecht schlimm schmutzig scratched slow smelly stained
terrible teuer traurig unacceptable unfreundlich unfriendly unhappy unhelpful unverschämt upset vergessen verärgert
waited worse worst wrong ärgerlich
"""
BAD = frozenset(_BAD.split())
_NOT = """
aren't didn't don't hardly isn't kein keine neither never nicht nie no nor not wasn't weren't
"""
NOT = frozenset(_NOT.split())
WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
REACH = 3  # how many words before it a "not" turns round


def tone(text: str) -> float | None:
    """-1 (all of its telling words are bad) to 1 (all are good); None where none of them stands."""
    words = [word.replace("\u2019", "'") for word in WORD.findall(text.casefold())]
    told = []
    for place, word in enumerate(words):
        sign = (word in GOOD) - (word in BAD)
        if sign:
            told.append(-sign if NOT & set(words[max(0, place - REACH) : place]) else sign)
    return sum(told) / len(told) if told else None
