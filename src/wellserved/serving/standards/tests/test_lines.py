"""Each field of a TOML file is found on its line, however the file is written."""

import tomllib
from collections.abc import Iterator
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from wellserved.serving.standards.lines import Path, lines_of

FILE = '''\
# a comment with [brackets] and "quotes"
[pack]
name = "t" # [[not.a.table]]
about = """
[[standard]]
key = "no" \\
""" # three lines
"odd key" = 'a # b'
'quoted'.inner.most = [1, [
  2, # = 3
  3,
]]

[[pack.source]]
id = "one"

[[ pack . "source" ]]
id = "two"

[[standard]]
rule . kind = "time to"
rule.of = { kind = "x", "from" = [ "a",
  "b" ], when = 1979-05-27 07:32:00 }

[[standard]]
[standard.rule]
kind = """five quotes end it: """""
within = "5 min"
[standard.rule.of]
kind = \'\'\'it''s\'\'\'
'''


def test_a_file_with_everything() -> None:
    lines = lines_of(FILE)
    expected: dict[Path, int] = {
        ("pack",): 2,
        ("pack", "name"): 3,
        ("pack", "about"): 4,
        ("pack", "odd key"): 8,
        ("pack", "quoted", "inner", "most"): 9,
        ("pack", "quoted", "inner", "most", 1, 0): 10,
        ("pack", "quoted", "inner", "most", 1, 1): 11,
        ("pack", "source"): 14,
        ("pack", "source", 0, "id"): 15,
        ("pack", "source", 1): 17,
        ("pack", "source", 1, "id"): 18,
        ("standard", 0): 20,
        ("standard", 0, "rule"): 21,
        ("standard", 0, "rule", "of", "from"): 22,
        ("standard", 0, "rule", "of", "from", 1): 23,
        ("standard", 0, "rule", "of", "when"): 23,
        ("standard", 1, "rule"): 26,
        ("standard", 1, "rule", "within"): 28,
        ("standard", 1, "rule", "of", "kind"): 30,
    }
    assert {path: lines.get(path) for path in expected} == expected
    assert set(paths(tomllib.loads(FILE))) == set(lines)


def paths(value: Any, path: Path = ()) -> Iterator[Path]:
    if path:
        yield path
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from paths(inner, (*path, name))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from paths(inner, (*path, number))


def test_nothing_has_no_lines() -> None:
    assert lines_of("") == {}
    assert lines_of("# only words\n\n") == {}


TEXTS = ['"{}"', "'{}'", '"""{}"""', "'''\n{}\n'''", '"""\n{}""\\"""""', '"\\"[{}] # \\\\"']
GAPS = ["", " ", "\t", "  "]
BREAKS = ["", " ", "\n", " # a ] comment\n", "\n\n  "]


@st.composite
def files(draw: st.DrawFn) -> str:
    """A TOML file written any way; each text in it holds a word of its own, w0, w1 ..."""
    words = iter(range(10_000))

    def value(depth: int) -> str:
        kind = draw(st.sampled_from(["text", "text", "number", *(["list", "table"] if depth else [])]))
        if kind == "text":
            return draw(st.sampled_from(TEXTS)).format(f"w{next(words)}.")
        if kind == "number":
            return draw(st.sampled_from(["1", "-2.5e3", "true", "1979-05-27T07:32:00Z", "07:32:00", "inf", "0xff"]))
        size = draw(st.integers(0, 3))
        if kind == "list":
            gap = [draw(st.sampled_from(BREAKS)) for _ in range(size + 1)]
            return "[" + "".join(f"{gap[n]}{value(depth - 1)}{gap[n]}," for n in range(size)) + gap[-1] + "]"
        return "{ " + ", ".join(f"{key()} = {value(depth - 1)}" for _ in range(size)) + " }"

    def key() -> str:
        parts = [
            draw(st.sampled_from(["k{}", '"k {}"', "'k.{}'", '"k\\u0041{}"'])) for _ in range(draw(st.integers(1, 2)))
        ]
        gap = draw(st.sampled_from(GAPS))
        return f"{gap}.{gap}".join(part.format(next(words)) for part in parts)

    told = []
    for _ in range(draw(st.integers(0, 4))):
        gap = draw(st.sampled_from(GAPS))
        head = draw(st.sampled_from(["", "[{}]", "[[again]]", "[[ again . 'and' ]]", "[again.{}]"]))
        told.append(head.format(f"{gap}t{next(words)}{gap}"))
        told += [f"{gap}{key()}{gap}={gap}{value(2)}{gap}" for _ in range(draw(st.integers(0, 3)))]
        told.append(draw(st.sampled_from(["", "# [comment", "\t"])))
    return "\n".join(told)


@given(files())
def test_every_field_has_its_line(text: str) -> None:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return  # such as a table that is written twice
    lines, rows = lines_of(text), text.split("\n")
    assert set(lines) == set(paths(data))
    for path in paths(data):
        value: Any = data
        for part in path:
            value = value[part]
        if isinstance(value, str):
            word = next(word for word in value.replace("[", " ").split() if word.startswith("w")).split(".")[0] + "."
            begins = next(number for number, row in enumerate(rows, start=1) if word in row)
            assert begins - 1 <= lines[path] <= begins  # the word may stand on the line after the quotes
