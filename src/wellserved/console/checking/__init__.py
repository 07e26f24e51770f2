"""Whether every part of the house is in place: a module for each part, `look()` tells its findings in plain words."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """`says` is what is so; `do`, of something that is not in place, what to do about it."""

    says: str
    do: str = ""

    @property
    def in_place(self) -> bool:
        return not self.do


Look = Callable[[], Iterator[Finding]]


def carefully(look: Look) -> list[Finding]:
    """The findings; a look that breaks is one too."""
    findings: list[Finding] = []
    try:
        findings.extend(look())
    except Exception as error:
        reason = " ".join(str(error).split()) or "no reason given"
        findings.append(Finding(f"could not be looked at ({type(error).__name__}: {reason[:200]})", "see that first"))
    return findings
