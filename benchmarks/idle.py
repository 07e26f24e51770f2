"""The whole house doing nothing: memory, CPU, and how long its starts and its stop take."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

from benchmarks.frame import Figure, report

PORT = "18191"
SETTLE_SECONDS, IDLE_SECONDS = 5.0, 20.0


def main() -> bool:
    with tempfile.TemporaryDirectory(prefix="wellserved-bench-") as folder:
        environ = {**os.environ, "WELLSERVED_DATA": str(Path(folder) / "data")}
        first, house = _start(environ)
        _stop(house)
        second, house = _start(environ)
        time.sleep(SETTLE_SECONDS)
        tree = [psutil.Process(house.pid), *psutil.Process(house.pid).children(recursive=True)]
        memory = [process.memory_full_info() for process in tree]
        before = _cpu_seconds(tree)
        time.sleep(IDLE_SECONDS)
        idle = (_cpu_seconds(tree) - before) / IDLE_SECONDS * 100
        stopped = _stop(house)
    return report(
        "idle",
        [
            Figure("memory of all processes (RSS)", sum(part.rss for part in memory) / 1e6, "MB", at_most=400),
            Figure("the same, shared pages counted once (PSS)", sum(part.pss for part in memory) / 1e6, "MB"),
            Figure("CPU of all while idle", idle, "% of one core"),
            Figure("first start of an empty house", first, "s"),
            Figure("second start", second, "s", at_most=5),
            Figure("stop", stopped, "s", at_most=5),
        ],
    )


def _start(environ: dict[str, str]) -> tuple[float, "subprocess.Popen[str]"]:
    begun = time.perf_counter()
    words = [sys.executable, "-m", "wellserved", "run", "--empty", "--port", PORT]
    house = subprocess.Popen(words, env=environ, stdout=subprocess.PIPE, text=True)
    assert house.stdout
    while "Ctrl-C" not in (line := house.stdout.readline()):
        assert line, "it ended before it was up"
    return time.perf_counter() - begun, house


def _stop(house: "subprocess.Popen[str]") -> float:
    begun = time.perf_counter()
    house.send_signal(signal.SIGINT)
    house.wait()
    return time.perf_counter() - begun


def _cpu_seconds(tree: list[psutil.Process]) -> float:
    return sum(sum(process.cpu_times()[:2]) for process in tree)


if __name__ == "__main__":
    sys.exit(not main())
