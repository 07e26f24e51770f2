"""What the house intends, as executable rules, and how each interaction was measured by them.

Here: standards (versioned), the clocks that run, their verdicts; rules.py is pure and folds a conversation's
journal entries into clocks and measurements, live and in `rebuild` alike.
"""
