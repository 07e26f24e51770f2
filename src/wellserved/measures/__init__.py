"""The science: pure functions on numbers, each with its source and the values that were published of it.

Nothing here knows the house or its database. Gaps are perception minus expectation, shares are in [0, 1].
"""

from os import environ

# Before NumPy is loaded: the matrices here are small, and threads of several workers would only wait for each other.
environ.setdefault("OPENBLAS_NUM_THREADS", "1")
