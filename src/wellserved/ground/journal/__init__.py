"""The append-only record of what happened: who, what, when, in which conversation, at which site.

Here: the entries, the base of all events, and how a recorded event reaches its reactions.
Not here: the wiring itself (flow.py), and never a name or the text of a message.
"""
