"""What others made is shipped as they published it."""

import tomllib
from hashlib import sha256
from pathlib import Path

VENDOR = Path(__file__).parent.parent / "static" / "vendor"


def test_vendored_files_are_those_that_were_reviewed() -> None:
    files = tomllib.loads((VENDOR / "vendor.toml").read_text())["file"]
    assert {f["name"]: f["sha256"] for f in files} == {
        path.name: sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.iterdir()
        if path.suffix in {".js", ".ttf", ".woff2"}
    }
