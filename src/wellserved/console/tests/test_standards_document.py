"""docs/standards.md is complete, and every example in it is one."""

import re

from tests.architecture.sources import ROOT
from wellserved import reference
from wellserved.serving.standards.pack import CHANNELS, NEEDED, USUAL, Pack
from wellserved.serving.standards.unpacking import read
from wellserved.serving.standards.wording import FIELDS, KINDS, OBSERVERS, PAUSES, PERIODS
from wellserved.serving.standards.writing import DEEDS, DIMENSIONS, SERVES, STAKEHOLDERS
from wellserved.serving.standards.written import WrongPack

PAGE = (ROOT / "docs/standards.md").read_text()
WHOLE, *PARTS = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
HEAD = WHOLE.split("[[")[0]


def test_the_page_is_up_to_date() -> None:
    assert reference.standards(PAGE) == PAGE, "make docs"


def packs() -> list[Pack]:
    return [read(WHOLE.encode()), *(read((HEAD + part).encode()) for part in PARTS)]


def test_the_examples_are_fine_and_show_every_kind() -> None:
    rules = [one["rule"] for pack in packs() for one in pack.standards]
    assert {rule["kind"] for rule in rules} == set(KINDS)
    told = {name for rule in rules for name in (*rule, *rule.get("of", {}))}
    assert set().union(*FIELDS.values()) - told == {"says"}  # never_says shows how


def test_the_mistake_it_shows_is_told_as_it_shows() -> None:
    [shown] = re.findall(r"^ours\.toml:(.*)$", PAGE, re.MULTILINE)
    try:
        read(WHOLE.replace("60 s", "60 sec").encode())
    except WrongPack as wrong:
        told = str(wrong)
    assert told == shown


def test_every_word_that_may_be_used_is_named() -> None:
    words = {*NEEDED, *USUAL, *CHANNELS, *DIMENSIONS, *SERVES, *STAKEHOLDERS, *DEEDS, *KINDS, *PERIODS, *OBSERVERS}
    words |= set(PAUSES) | set().union(*FIELDS.values())
    assert sorted(word for word in words if not re.search(rf"[`\"* ]{word}\b", PAGE)) == []
