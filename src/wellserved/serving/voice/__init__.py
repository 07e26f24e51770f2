"""How a site speaks: its greeting and closing, and the words of the mails that it sends by itself.

Words are text with a few names in braces (rules.py), never a template language: what a manager types can do nothing
but speak. What a site leaves empty is the house's, and what the house leaves empty is ours (ready.py).
"""
