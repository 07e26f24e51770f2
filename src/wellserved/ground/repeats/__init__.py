"""A request that is sent twice is done once: what was asked under a key, and what was answered.

Not here: jobs (idempotent by their own keys) and mails (recognised by their bytes).
"""
