"""What the DNS should say about a domain of ours, so that other servers believe our mail.

Which records to publish, and which of them are there. How a name is looked up is handed in (lookup.py).
"""
