"""Durable work with a due time: `later` reactions, timers, sends, sweeps.

Here: the one table, how a worker claims from it, and the registry of what a kind of job runs.
Not here: what is due regularly (schedule.py) and what the work means (the rooms that register it).
"""
