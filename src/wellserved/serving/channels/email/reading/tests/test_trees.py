from hypothesis import given, settings

from wellserved.serving.channels.email.reading.parse import read
from wellserved.serving.channels.email.reading.tests.trees import Tree, trees


def same(text: str) -> str:
    return " ".join(text.split())


@settings(max_examples=80)
@given(trees())
def test_a_mail_is_read_as_it_was_meant(tree: Tree) -> None:
    reading = read(tree.raw)
    assert reading.sender
    assert (reading.sender.address, reading.sender.name) == ("alice@example.org", tree.name)
    assert (reading.subject, reading.date) == (tree.subject, tree.date)
    assert same(reading.text) == same(" ".join(tree.words))
    assert [(file.name, file.data) for file in reading.files] == list(tree.files)
    assert reading.notices == ()


@settings(max_examples=40)
@given(trees())
def test_line_ends_make_no_difference(tree: Tree) -> None:
    there = read(tree.raw.replace(b"\n", b"\r\n"))
    assert (there.subject, there.date) == (tree.subject, tree.date)
    assert same(there.text) == same(" ".join(tree.words))
    assert [(file.name, file.data) for file in there.files] == list(tree.files)


@settings(max_examples=10)
@given(trees())
def test_cut_off_anywhere_it_is_still_read(tree: Tree) -> None:
    step = max(1, len(tree.raw) // 30)
    for end in range(0, len(tree.raw), step):
        reading = read(tree.raw[:end])
        assert len(reading.files) <= len(tree.files) + 1
