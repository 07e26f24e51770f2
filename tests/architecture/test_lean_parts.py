"""What a process loads stays in its memory: those that only watch over others load next to nothing."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

START = """
import json, sys
from wellserved.console.main import commands, parser
from wellserved.config.environment import read
parser(commands(sys.argv[1]))
read()
if sys.argv[1] == "run":
    from wellserved.processes import lock, stamp, tree
else:
    from wellserved.processes import server
heavy = {"django", "http", "wellserved.serving", "wellserved.ground", "wellserved.learning"}
print(json.dumps(sorted(heavy & sys.modules.keys())))
"""


@pytest.mark.parametrize("command", ["run", "web"])
def test_who_watches_over_others_loads_none_of_the_house(command: str, tmp_path: Path) -> None:
    environ = {**os.environ, "WELLSERVED_DATA": str(tmp_path), "DATABASE_URL": ""}
    run = subprocess.run(
        [sys.executable, "-c", START, command], env=environ, capture_output=True, text=True, timeout=120, check=False
    )
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout) == []
