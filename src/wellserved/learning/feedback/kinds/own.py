"""Questions of one's own, with the everyday one to begin with: so the answers count among the others."""

from wellserved.learning.feedback.kinds.everyday import OVERALL, WORDS

ABOUT = (
    "Your own questions",
    "The everyday question first, if you like, and then whatever you want to know; some only after certain answers.",
    "When you want to know one thing. Three questions are answered by many, ten by few.",
    "",
)
QUESTIONS = (OVERALL, WORDS)
