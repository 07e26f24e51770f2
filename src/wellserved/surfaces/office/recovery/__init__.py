"""Winning customers back: the worklist, and each step of a recovery."""
