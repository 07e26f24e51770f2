"""Houses whose truth is known: does an interval hold it, does a test keep still when there is nothing?

Each module has CASES; a case draws answers and says whether the measure missed the truth, or None when it refused.
"""
