"""NumPy and SciPy cost 60 MB and half a second: they are loaded when a page needs them, not by starting."""

import json
import os
import subprocess
import sys
from pathlib import Path

START = """
import json, sys
import django
django.setup()
import wellserved.config.asgi, wellserved.config.wsgi, wellserved.flow, wellserved.schedule
from django.urls import URLResolver, get_resolver

def load(resolver):
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            load(pattern)

load(get_resolver())
heavy = {"numpy", "scipy"}
print(json.dumps([name for name in sys.modules if name.split(".")[0] in heavy][:5]))
"""


def test_starting_loads_no_science(tmp_path: Path) -> None:
    environ = {**os.environ, "WELLSERVED_DATA": str(tmp_path), "DATABASE_URL": ""}
    environ["DJANGO_SETTINGS_MODULE"] = "wellserved.config.settings"
    run = subprocess.run(
        [sys.executable, "-c", START], env=environ, capture_output=True, text=True, timeout=120, check=False
    )
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout.splitlines()[-1]) == []
