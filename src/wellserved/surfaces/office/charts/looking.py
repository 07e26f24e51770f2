"""How charts are looked at: week by week or day by day, by which rules; remembered in the address. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from wellserved.learning.improvement.calendar import DAY, WEEK

RULES = {  # in the order in which they are shown; the words say what is looked for
    "beyond": "One beyond the limits",
    "two of three": "Two of three far from the centre",
    "four of five": "Four of five well from the centre",
    "eight on one side": "Eight in a row on one side",
    "nine on one side": "Nine in a row on one side",
    "six rising or falling": "Six in a row rising or falling",
    "fourteen alternating": "Fourteen in a row up and down",
    "fifteen near the centre": "Fifteen in a row near the centre",
    "eight far from the centre": "Eight in a row far from the centre",
}
WESTERN = ("beyond", "two of three", "four of five", "eight on one side")
NELSON = tuple(name for name in RULES if name != "eight on one side")
SETS = {"western": WESTERN, "nelson": NELSON, "none": ()}
USUAL = "western"


@dataclass(frozen=True, slots=True)
class Look:
    per: str = WEEK
    rules: tuple[str, ...] = WESTERN

    @property
    def rules_written(self) -> str:
        """The name of a set of rules, or the rules with dots between them."""
        by_set = {frozenset(rules): name for name, rules in SETS.items()}
        return by_set.get(frozenset(self.rules)) or ".".join(name.replace(" ", "-") for name in self.rules)

    def kept(self) -> tuple[tuple[str, str], ...]:
        """As words of the address; what is usual is left out."""
        rules = self.rules_written
        return ("per", self.per if self.per != WEEK else ""), ("rules", rules if rules != USUAL else "")

    def by(self, per: str) -> "Look":
        return replace(self, per=per)

    def switched(self, rule: str) -> "Look":
        """With that rule on if it was off, and off if it was on."""
        on = set(self.rules) ^ {rule}
        return replace(self, rules=tuple(name for name in RULES if name in on))


def look_of(query: Mapping[str, str]) -> Look:
    """What the address asks for; what no page offers is passed over."""
    named = query.get("rules", "") or USUAL
    if named in SETS:
        rules = SETS[named]
    else:
        asked = {name.replace("-", " ") for name in named.split(".")}
        rules = tuple(name for name in RULES if name in asked)
    return Look(DAY if query.get("per") == DAY else WEEK, rules)
