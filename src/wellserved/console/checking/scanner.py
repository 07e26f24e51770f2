from collections.abc import Iterator

from django.conf import settings

from wellserved.console.checking import Finding
from wellserved.ground.safety import scan
from wellserved.serving.conversations import reads


def look() -> Iterator[Finding]:
    if not settings.CLAMD:
        yield Finding("files are not scanned (WELLSERVED_CLAMD names a clamd that does)")
        return
    try:
        answers = scan.ask(b"PING") == "PONG"
        version = scan.ask(b"VERSION")
    except scan.Unreachable as error:
        yield Finding(f"the scanner does not answer ({error})", "start clamd, or correct WELLSERVED_CLAMD")
    else:
        says = f"{settings.CLAMD}: {version}"
        yield Finding(says) if answers else Finding(says, "name a clamd in WELLSERVED_CLAMD; this is another server")
    unscanned = reads.unscanned_files()
    if unscanned:
        yield Finding(f"{unscanned} files wait to be scanned; that is tried again every ten minutes")
