"""Making it right: a dissatisfied answer opens a recovery with an owner and a due time, and it is over when the
customer has been written to, what was done is recorded, and they have been asked again.

Whether they are recovered is the customer's to say, never ours.
"""
