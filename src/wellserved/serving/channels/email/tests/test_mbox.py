from pathlib import Path

from wellserved.serving.channels.email.mbox import mails_in_file, mails_in_folder, size_of


def test_an_mbox_is_split_where_mails_begin(tmp_path: Path) -> None:
    path = tmp_path / "mbox"
    path.write_bytes(
        b"From a@x Mon\nSubject: one\n\n>From here on\nFrom there\n\nFrom b@y Tue\nSubject: two\n\nlast\n"
    )
    mails = list(mails_in_file(path))
    assert [raw for _, raw in mails] == [
        b"Subject: one\n\nFrom here on\nFrom there\n",
        b"Subject: two\n\nlast\n",
    ]
    assert mails[-1][0] == size_of(path)


def test_a_file_that_is_just_one_mail(tmp_path: Path) -> None:
    path = tmp_path / "one"
    path.write_bytes(b"Subject: one\n\nhello\n")
    assert [raw for _, raw in mails_in_file(path)] == [b"Subject: one\n\nhello\n"]


def test_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "empty"
    path.write_bytes(b"")
    assert list(mails_in_file(path)) == []


def test_a_folder_in_order_without_what_is_hidden(tmp_path: Path) -> None:
    for name in ("b.eml", "a.eml", ".hidden", "cur/c", "tmp/half"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    assert [raw for _, raw in mails_in_folder(tmp_path)] == [b"a.eml", b"b.eml", b"cur/c"]
