"""One progress bar: a line that is redrawn on a terminal, and a single last line anywhere else."""

import time
from collections import deque
from typing import Self, TextIO

WIDTH = 30
REDRAW_SECONDS = 0.1
LATELY_SECONDS = 10.0  # what the rate and the remaining time are judged by


class Progress:
    """`at(place, words)` says how far of `size` we are; with `count`, how many things are done, it tells the rate."""

    def __init__(self, size: int, stream: TextIO) -> None:
        self.size = max(size, 1)
        self.stream = stream
        self.live = stream.isatty()
        self.line = ""
        self.began = time.monotonic()
        self.drawn: deque[tuple[float, int, int]] = deque([(self.began, 0, 0)])  # (when, place, count)
        self.count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        if self.line:
            seconds = time.monotonic() - self.began
            rate = f", {self.count / seconds:,.0f} a second" if self.count and seconds else ""
            self._write(f"{self.line}{rate}, {span(seconds)}", "\n")

    def at(self, place: int, words: str, count: int = 0) -> None:
        share = min(place / self.size, 1.0)
        full = int(share * WIDTH)
        self.line = f"[{'#' * full}{' ' * (WIDTH - full)}] {share:4.0%}  {words}"
        self.count = count
        now = time.monotonic()
        if self.live and now - self.drawn[-1][0] > REDRAW_SECONDS:
            self.drawn.append((now, place, count))
            while now - self.drawn[0][0] > LATELY_SECONDS:
                self.drawn.popleft()
            self._write(f"{self.line}{self._pace(now, place, count)}")

    def _pace(self, now: float, place: int, count: int) -> str:
        when, place_then, count_then = self.drawn[0]
        if place <= place_then:
            return ""
        rate = f", {(count - count_then) / (now - when):,.0f} a second" if count else ""
        return f"{rate}, {span((self.size - place) / (place - place_then) * (now - when))} left"

    def _write(self, line: str, end: str = "") -> None:
        self.stream.write(f"\r\x1b[K{line}{end}" if self.live else line + end)
        self.stream.flush()


def span(seconds: float) -> str:
    """59 s, 2 min, 3 h 5 min."""
    if seconds < 60:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"
