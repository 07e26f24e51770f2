"""When a site is open, and the arithmetic of service time.

Here: versions of a site's opening hours, and pure interval arithmetic over them (rules.py).
Not here: what a standard does with the result (serving/standards).
"""
