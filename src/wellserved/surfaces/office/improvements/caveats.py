"""How each design works, and what it cannot tell. Pure."""

from wellserved.learning.improvement.models import Improvement

DESIGNS = {
    Improvement.CUSTOMERS: (
        "By customer",
        "Half of the customers, by lot, are treated the new way; the others as usual. The surest way.",
    ),
    Improvement.SITES: (
        "By site",
        "It is tried at some sites; the others tell what would have happened anyway.",
    ),
    Improvement.BEFORE: (
        "Before and after",
        "It is tried everywhere at once; the weeks before tell how it would have gone on. The least sure way.",
    ),
}
CAVEATS = {
    Improvement.CUSTOMERS: (
        "Each customer counts once, with what was found first, on the side on which the lot put them, "
        "whether the desk did what it was told or not."
    ),
    Improvement.SITES: (
        "If something else changed at one of these sites in the same weeks, it cannot be told apart from this. "
        "What is compared is how much each side changed, week by week."
    ),
    Improvement.BEFORE: (
        "Whatever else changed in the same weeks cannot be told apart from this: a season, a fair, a new colleague. "
        "The trend of the weeks before is carried on and compared with the weeks since."
    ),
}
