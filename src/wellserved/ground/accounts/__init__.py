"""The house, its sites and teams, the staff, what each role may do, and how staff sign in.

Not here: customers (ground/customers) and opening hours (ground/hours).
"""
