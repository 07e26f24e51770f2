"""All styles as one file with its fingerprint in its name: many short files, one request, cached for good."""

import re
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.urls import reverse

FOLDER = Path(__file__).parent / "static" / "css"
IMPORT = re.compile(r'@import url\("([\w/-]+\.css)"\) layer\((\w+)\);')


def _joined() -> tuple[bytes, str]:
    def inlined(found: re.Match[str]) -> str:
        return f"@layer {found[2]} {{\n{(FOLDER / found[1]).read_text()}}}"

    text = IMPORT.sub(inlined, (FOLDER / "wellserved.css").read_text()).encode()
    return text, sha256(text).hexdigest()[:12]


_kept = cache(_joined)


def stylesheet() -> tuple[bytes, str]:
    """The text and its fingerprint; read anew at each request while developing."""
    return _joined() if settings.DEBUG else _kept()


def stylesheet_url() -> str:
    return reverse("stylesheet", args=[stylesheet()[1]])
