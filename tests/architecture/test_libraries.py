"""Each library has a reason, and is locked with its hash and without an address."""

import re

import pytest

from tests.architecture.sources import ROOT

REQUIREMENTS = ROOT / "requirements"
REASONS = (ROOT / "docs/decisions/0002-libraries.md").read_text()


def named(file: str) -> list[str]:
    lines = (line.split("#")[0].strip() for line in (REQUIREMENTS / file).read_text().splitlines())
    return [re.split(r"[\[<>=!~ ]", line)[0] for line in lines if line and not line.startswith("-r")]


@pytest.mark.parametrize("file", ["run.in", "export.in", "dev.in"])
def test_each_library_has_a_reason(file: str) -> None:
    assert [name for name in named(file) if f"\n| {name} |" not in REASONS] == []


def test_no_reason_is_left_without_its_library() -> None:
    told = re.findall(r"^\| ([a-z0-9.-]+) \|", REASONS, re.MULTILINE)
    assert set(told) == {*named("run.in"), *named("export.in"), *named("dev.in")}


@pytest.mark.parametrize("file", ["run.lock", "export.lock", "dev.lock"])
def test_locks_hold_hashes_and_no_address(file: str) -> None:
    text = (REQUIREMENTS / file).read_text()
    assert "://" not in text
    pinned = re.findall(r"^[a-z0-9._-]+==\S+.*?(?=^\S|\Z)", text, re.MULTILINE | re.DOTALL)
    assert pinned
    assert [pin.split()[0] for pin in pinned if "--hash=sha256:" not in pin] == []
