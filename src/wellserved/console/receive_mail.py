"""`wellserved receive-mail`: the pipe of a mail server, and the import of mails from files.

Ends with 0 once everything is durably stored, what is quarantined included; with 75 if it could not be stored, so
that the mail server keeps it and tries again. Interrupted and run again, an import stores nothing twice.

What is imported is served like mail that came this moment: it is acknowledged, and its clocks run. What another desk
served already is imported `--as-history`.
"""

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SUMMARY = "take in mail from standard input, an mbox file or a folder of files"
LARGEST_BYTES = 500_000_000
INTERRUPTED = 130
STATES = {"stored": "stored", "taken in": "taken in", "quarantined": "in quarantine", "discarded": "put aside"}


class Stop(Exception):  # noqa: N818 - the end of the command
    """With an exit status of sysexits.h, and one sentence."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--mailbox", required=True, metavar="ADDRESS", help="the mailbox it came to")
    source = parser.add_mutually_exclusive_group()
    source.add_argument("--mbox", type=Path, metavar="FILE", help="a file of many mails")
    source.add_argument("--dir", type=Path, metavar="FOLDER", help="a folder with one mail a file, or a Maildir")
    parser.add_argument(
        "--as-history",
        action="store_true",
        help="old mail, ours and theirs: keep its dates, in closed conversations; nobody is answered or asked",
    )


def run(options: argparse.Namespace) -> int:
    try:
        return _run(options)
    except Stop as stop:
        print(f"wellserved receive-mail: {stop}", file=sys.stderr)
        return stop.status


def _run(options: argparse.Namespace) -> int:
    import django

    django.setup()
    from wellserved.serving.channels.email import reads

    try:
        mailbox = reads.mailbox(options.mailbox)
    except Exception as error:
        raise Stop(os.EX_TEMPFAIL, f"the database can't be asked just now ({error}).") from error
    if mailbox is None:
        raise Stop(os.EX_NOUSER, f"there is no active mailbox {options.mailbox!r} here.")
    if options.mbox or options.dir:
        return _import(mailbox, options.mbox, options.dir, options.as_history)
    if options.as_history:
        raise Stop(os.EX_USAGE, "--as-history goes with --mbox or --dir.")
    raw = sys.stdin.buffer.read(LARGEST_BYTES + 1)
    if len(raw) > LARGEST_BYTES:
        raise Stop(os.EX_DATAERR, "the mail is larger than 500 MB.")
    if not raw:
        raise Stop(os.EX_NOINPUT, "there is no mail on standard input.")
    _receive(mailbox, raw, "pipe")
    return os.EX_OK


def _import(mailbox: Any, mbox: Path | None, folder: Path | None, as_history: bool) -> int:
    from wellserved.console._progress import Progress
    from wellserved.serving.channels.email.mbox import mails_in_file, mails_in_folder, size_of
    from wellserved.serving.channels.email.reads import is_known

    source = mbox or folder
    if source is None or not (source.is_file() if mbox else source.is_dir()):
        raise Stop(os.EX_NOINPUT, f"{source} can't be read: there is no such {'file' if mbox else 'folder'}.")
    mails: Iterator[tuple[int, bytes]] = mails_in_file(source) if mbox else mails_in_folder(source)
    take = _remember if as_history else _receive
    count: Counter[str] = Counter()
    try:
        with Progress(size_of(source), sys.stderr) as progress:
            for place, raw in mails:
                known = is_known(mailbox, raw)
                count["known before" if known else STATES[take(mailbox, raw, "import").state]] += 1
                progress.at(place, _told(count), count.total())
    except KeyboardInterrupt:
        said = f"stopped after {count.total():,} mails. The same command goes on from there; nothing is taken twice."
        raise Stop(INTERRUPTED, said) from None
    return os.EX_OK


def _told(count: "Counter[str]") -> str:
    return ", ".join([f"{count.total():,} mails", *(f"{number:,} {what}" for what, number in count.items())])


def _receive(mailbox: Any, raw: bytes, via: str) -> Any:
    from wellserved.ground.clock import now
    from wellserved.serving.channels.email import actions

    try:
        return actions.receive(mailbox, raw, via=via, at=now())
    except Exception as error:
        raise Stop(os.EX_TEMPFAIL, f"it could not be stored just now ({type(error).__name__}: {error}).") from error


def _remember(mailbox: Any, raw: bytes, via: str) -> Any:
    from wellserved.ground.clock import now
    from wellserved.serving.channels.email import actions

    try:
        return actions.remember(mailbox, raw, at=now())
    except Exception as error:
        raise Stop(os.EX_TEMPFAIL, f"it could not be stored just now ({type(error).__name__}: {error}).") from error
