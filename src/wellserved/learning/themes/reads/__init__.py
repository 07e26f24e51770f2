"""Every question about themes: which texts there are to group, and what a viewer sees of the groups."""

from wellserved.learning.themes.reads.shown import Example, Overview, Shown, may_see_text, overview, theme
from wellserved.learning.themes.reads.texts import Text, latest_texts

__all__ = ["Example", "Overview", "Shown", "Text", "latest_texts", "may_see_text", "overview", "theme"]
