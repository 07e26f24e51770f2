"""The Linden Group: the invented company of the demo, the tests and the benchmarks.

Here: its facts (company.py, regulars.py), and a simulator that lives its days through the real actions.
Not here: anything a real house needs. No other room imports this one; only the console and the tests do.
"""
