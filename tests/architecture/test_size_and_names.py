"""Short files, and names that say what is inside."""

import ast
import subprocess

from tests.architecture.sources import ROOT, sources

MOST_LINES = 300
SAY_NOTHING = {"utils", "util", "helpers", "helper", "common", "misc", "services", "manager", "managers"}
FOLDERS = ("src", "tests", "benchmarks")
NOT_OURS = ("vendor", "migrations")
TEXT = {".py", ".html", ".css", ".js", ".txt"}


def test_no_file_is_too_long_to_hold_in_one_s_head() -> None:
    files = (path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if path.suffix in TEXT)
    ours = (path for path in files if not set(NOT_OURS) & set(path.parts))
    lengths = {path.relative_to(ROOT).as_posix(): len(path.read_text().splitlines()) for path in ours}
    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES} == {}


def test_no_name_says_nothing() -> None:
    assert [s.place for s in sources(tests=True) if SAY_NOTHING & set(s.parts)] == []


def test_every_room_says_what_belongs_there() -> None:
    """The docstring of a package is its signpost."""
    rooms = [s for s in sources() if s.path.name == "__init__.py"]
    assert [s.place for s in rooms if not ast.get_docstring(s.tree)] == []


def test_what_we_import_points_down() -> None:
    run = subprocess.run([ROOT / ".venv/bin/lint-imports"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout
