"""Asking customers how it was, against what they expected, and keeping each answer once."""
