"""One progress bar: a line that is redrawn on a terminal, and a single last line anywhere else."""

import time
from typing import Self, TextIO

WIDTH = 30
REDRAW_SECONDS = 0.1


class Progress:
    """`at(place, words)` says how far of `size` we are."""

    def __init__(self, size: int, stream: TextIO) -> None:
        self.size = max(size, 1)
        self.stream = stream
        self.live = stream.isatty()
        self.last = 0.0
        self.line = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        if self.line:
            self.stream.write(("\r" if self.live else "") + self.line + "\n")
            self.stream.flush()

    def at(self, place: int, words: str) -> None:
        share = min(place / self.size, 1.0)
        full = int(share * WIDTH)
        self.line = f"[{'#' * full}{' ' * (WIDTH - full)}] {share:4.0%}  {words}"
        if self.live and time.monotonic() - self.last > REDRAW_SECONDS:
            self.last = time.monotonic()
            self.stream.write("\r" + self.line)
            self.stream.flush()
