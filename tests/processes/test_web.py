"""The pages start only where they can be served."""

import os
import subprocess
import sys
from pathlib import Path

import pytest


def run(*words: str, data: Path) -> subprocess.CompletedProcess[str]:
    environ = {**os.environ, "WELLSERVED_DATA": str(data), "DATABASE_URL": ""}
    return subprocess.run(
        [sys.executable, "-m", "wellserved", *words],
        env=environ,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_an_unprepared_database_is_told_as_the_worker_tells_it(tmp_path: Path) -> None:
    pages, worker = run("web", data=tmp_path), run("work", data=tmp_path)
    assert pages.returncode == worker.returncode == os.EX_CONFIG
    assert pages.stderr == worker.stderr
    assert "wellserved prepare" in pages.stderr


@pytest.mark.parametrize("command", ["run", "web", "stream"])
@pytest.mark.parametrize("port", ["99999", "0", "http", "-1"])
def test_a_port_that_is_none_is_blamed_itself(command: str, port: str, tmp_path: Path) -> None:
    told = run(command, f"--port={port}", data=tmp_path)
    assert told.returncode == os.EX_CONFIG or told.returncode == 2
    assert f"a port is a number from 1 to 65535, not '{port}'" in told.stderr
    assert "WELLSERVED_URL" not in told.stderr
