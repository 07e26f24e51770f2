"""The science: pure functions on numbers, each with its source and the values that were published of it.

Nothing here knows the house or its database. Gaps are perception minus expectation, shares are in [0, 1].
"""
