"""A pack's file is read whole, or every fault in it is told with its line."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellserved.serving.standards.unpacking import read
from wellserved.serving.standards.writing import DIMENSIONS, faults
from wellserved.serving.standards.written import MOST_BYTES, WrongPack

HEAD = """\
[pack]
name = "linden"
version = "1.0"
title = "Linden"
about = "What we mean by well served."
language = "en"
"""
SOURCE = """
[[pack.source]]
id = "guide"
title = "The guide"
where = "Publisher, 2020"
"""
GREETED = """
[[standard]]
key = "greeted"
statement = "You are greeted within a minute."
dimension = "responsiveness"
source = "guide: a minute"
[standard.rule]
kind = "time to"
from = "arrived"
to = "greeted"
within = "60 s"
"""


def told(text: str | bytes) -> list[str]:
    with pytest.raises(WrongPack) as wrong:
        read(text.encode() if isinstance(text, str) else text)
    return [str(fault) for fault in wrong.value.faults]


def test_a_pack() -> None:
    pack = read((HEAD + SOURCE + GREETED).encode())
    assert (pack.label, pack.sources[0].id) == ("linden 1.0", "guide")
    [greeted] = pack.standards
    assert greeted["source"] == "The guide (Publisher, 2020): a minute"
    assert (greeted["serves"], greeted["asked_by"], greeted["target"], greeted["on_miss"]) == (
        "customers",
        "owners",
        0.9,
        [],
    )
    assert greeted["rule"] == {"kind": "time to", "from": "arrived", "to": "greeted", "within": "60 s"}


def test_windows_editors_are_welcome() -> None:
    text = (HEAD + SOURCE + GREETED).replace("\n", "\r\n")
    assert read(b"\xef\xbb\xbf" + text.encode()).label == "linden 1.0"
    assert told(text.replace("60 s", "60 sec"))[0].startswith("22: rule.within: '60 sec'")


# What is changed in the file above, and what is told.
AMISS = [
    ('"60 s"', '"60 sec"', "22: rule.within: '60 sec' is not a length of time; write it as"),
    ('"60 s"', "60", "22: rule.within: 60 is not a length of time"),
    ('"arrived"', '"arived"', "20: rule.from: 'arived' is not a moment. Did you mean \"arrived\"?"),
    ("within =", "witin =", "22: rule.witin: A rule of the kind 'time to' knows no 'witin'"),
    ('"time to"', '"timeto"', "19: rule.kind: The kind is one of"),
    ('"responsiveness"', '"speed"', "16: dimension: The dimension must be one of tangibles"),
    (
        '"guide: a',
        '"gide: a',
        '17: source: Begin with the id of a [[pack.source]], or with "house practice". Did you',
    ),
    ("dimension =", "dimensoin =", "13: dimension: The standard has no dimension."),
    ("dimension =", "sites = [1]\ndimension =", "16: sites: A pack knows no sites and teams"),
    ("dimension =", "target = 90\ndimension =", "16: target: The target is a share over 0 and up to 1"),
    ("dimension =", 'channels = ["emial"]\ndimension =', "16: channels: 'emial' is not a channel"),
    ("dimension =", 'on_miss = ["shout"]\ndimension =', "16: on_miss: 'shout' can't be done"),
    ("dimension =", 'key = "again"\ndimension =', "16: This field is written twice; keep one of them."),
    ("[[standard]]", "[[standards]]", "13: standards: 'standards' is unknown here"),
    ("[[standard]]", "[standard]", "13: standard: Begin each standard with [[standard]]"),
    ('version = "1.0"', "version = 1.0", "3: version: version is not 1.0; it is a text of numbers with dots"),
    ('name = "linden"', "", "1: name: name is missing"),
    ('name = "linden"', 'name = "Linden!"', "2: name: name is not 'Linden!'"),
    (
        'id = "guide"',
        'id = "guide"\nlink = "x"',
        "10: link: 'link' is unknown here; known are id, title, where, url.",
    ),
    ('title = "Linden"', 'title = "Linden', "4: A text in quotes must end on its line."),
    ('title = "Linden"', 'title "Linden"', "4: After the name of a field comes = and its value."),
    ('title = "Linden"', "title = Linden", "4: What stands after = is no value; texts stand in quotes."),
    ('title = "Linden"', '[pack]\ntitle = "Linden"', "4: 'pack' is written twice; keep one of them."),
    ("You are", "\\u0000 You are", "15: statement: statement holds an invisible character (NUL)."),
]


@pytest.mark.parametrize(("was", "becomes", "says"), AMISS)
def test_each_fault_is_told_by_its_line(was: str, becomes: str, says: str) -> None:
    assert (HEAD + SOURCE + GREETED).count(was) >= 1
    text = (HEAD + SOURCE + GREETED).replace(was, becomes, 1)
    assert any(one.startswith(says) for one in told(text)), told(text)


def test_all_faults_are_told_at_once_in_the_order_of_the_file() -> None:
    text = (HEAD + SOURCE + GREETED).replace("60 s", "soon").replace("arrived", "came").replace('"1.0"', '"new"')
    assert [one.split(":")[0] for one in told(text)] == ["3", "20", "22"]


def test_a_key_that_is_used_twice_tells_where() -> None:
    assert told(HEAD + SOURCE + GREETED + GREETED) == ["25: key: 'greeted' is used already, on line 14."]


@pytest.mark.parametrize("odd", ["5", "1e400", "nan", "2026-01-01", "12:30:00", "{}", "[[[]]]", '"email"', "true"])
def test_a_value_of_another_kind_is_told_in_every_field(odd: str) -> None:
    for name in ("statement", "dimension", "channels", "topics", "groups", "on_miss", "weight", "asked_by", "source"):
        lines = [line for line in GREETED.splitlines() if not line.startswith(f"{name} =")]
        text = "\n".join([*lines[:2], f"{name} = {odd}", *lines[2:]])
        if (name, odd) in (("weight", "5"), ("statement", '"email"')):
            continue
        assert told(HEAD + SOURCE + text)[0].startswith("14: "), (name, odd)


def test_what_is_said_of_a_fault_is_short_enough_to_be_read() -> None:
    [said] = told(HEAD + SOURCE + GREETED.replace("responsiveness", "x" * 5000))
    assert len(said) < 700
    assert said.startswith("16: dimension: The dimension must be one of tangibles")


def test_faults_inside_a_share_and_inside_inline_tables() -> None:
    share = GREETED.replace(
        'kind = "time to"', 'kind = "share of"\nper = "year"\n[standard.rule.of]\nkind = "time to"'
    )
    assert told(HEAD + SOURCE + share.replace("60 s", "a minute")) == [
        "20: rule.per: per is 'day', 'week', 'month'.",
        '25: rule.of.within: \'a minute\' is not a length of time; write it as "60 s", "5 min", "4 h" or "2 d".',
    ]
    inline = GREETED.split("[standard.rule]")[0] + 'rule = { kind = "first reply", within = "soon" }\n'
    assert told(HEAD + SOURCE + inline)[0].startswith("18: rule.within: 'soon'")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "1: pack: Begin with [pack]"),
        (b"\xff\xfe[\0", "1: The file is written in UTF-16; save it as UTF-8."),
        (HEAD.encode() + b"# caf\xe9\n", "7: Byte 0xe9 is no UTF-8; save the file as UTF-8."),
        (b"#" * (MOST_BYTES + 1), f"1: The file has {MOST_BYTES + 1} bytes; a pack has at most"),
        (b"a = " + b"[" * 9000, "1: Lists are nested too deeply."),
        (b"a = 1\nb = " + b"9" * 9000, "2: This number is too long to be meant."),
        (b"a = 1\nb = 0x" + b"f" * 9000, "2: This number is too long to be meant."),
        (b'"\\u001b[2J" = 1', "1: \\x1b[2J: '\\x1b[2J' is unknown here"),
        (b"pack = 1\nstandard = 1\n", "1: pack: Begin with [pack]"),
    ],
)
def test_what_is_no_pack_at_all(content: bytes, says: str) -> None:
    assert told(content)[0].startswith(says)


ANYTHING: Any = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["60 s", "arrived"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
FIELDS = st.sampled_from(
    [
        "kind",
        "from",
        "to",
        "within",
        "by",
        "day",
        "fails",
        "count",
        "total",
        "limit",
        "until",
        "of",
        "per",
        "warn",
        "says",
    ]
)
KINDS = st.sampled_from(["time to", "at most", "at least", "quoted", "observed", "share of", "first reply"])


@given(
    st.dictionaries(FIELDS, ANYTHING), KINDS, ANYTHING, st.sampled_from(["dimension", "asked_by", "on_miss", "key"])
)
def test_whatever_is_written_is_told_and_never_breaks(rule: dict[str, Any], kind: str, odd: Any, name: str) -> None:
    fine = {"key": "x", "statement": "x", "dimension": DIMENSIONS[0], "serves": "customers", "asked_by": "owners"}
    for told in ({**fine, "target": 0.9, "weight": 1, "rule": {**rule, "kind": kind}}, {**fine, name: odd}):
        assert all(fault.says for fault in faults(told))


@given(st.binary(max_size=200), st.integers(0, 600))
def test_any_bytes_in_a_file_are_told_and_never_break(noise: bytes, place: int) -> None:
    content = (HEAD + SOURCE + GREETED).encode()
    with suppress(WrongPack):
        read(content[:place] + noise + content[place:])
